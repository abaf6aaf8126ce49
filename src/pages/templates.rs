//! The templates, compiled into the binary.
//!
//! Rocket's template fairing reads a folder, and templates there take precedence over those that a program registers. Heliograph has no such
//! folder: the fairing is pointed at the executable file, in which it finds none.

use rocket::fairing::{AdHoc, Fairing};
use rocket_dyn_templates::minijinja::value::Kwargs;
use rocket_dyn_templates::minijinja::{AutoEscape, Environment, Error, State, UndefinedBehavior, Value};
use rocket_dyn_templates::{Engines, Template};

use super::language::Language;
use super::words::fill_placeholders;

/// Pairs of a name and the source. The name's extension determines the media type.
const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html.j2")),
    ("icon.html", include_str!("../../templates/icon.html.j2")),
    ("find.html", include_str!("../../templates/find.html.j2")),
    ("selection.html", include_str!("../../templates/selection.html.j2")),
    ("tile.html", include_str!("../../templates/tile.html.j2")),
    ("settings.html", include_str!("../../templates/settings.html.j2")),
    ("viewer.html", include_str!("../../templates/viewer.html.j2")),
    ("upload-button.html", include_str!("../../templates/upload-button.html.j2")),
    ("uploads.html", include_str!("../../templates/uploads.html.j2")),
    ("gallery.html", include_str!("../../templates/gallery.html.j2")),
    ("sign-in.html", include_str!("../../templates/sign-in.html.j2")),
];

/// Registers the templates, so that routes can return a [`Template`].
pub(super) fn stage() -> impl Fairing {
    AdHoc::on_ignite("templates", |rocket| async {
        let folder = std::env::current_exe().unwrap_or_default();
        let figment = rocket.figment().clone().merge(("template_dir", folder));
        rocket
            .configure(figment)
            .attach(Template::try_custom(|engines: &mut Engines| Ok(fill(&mut engines.minijinja)?)))
    })
}

fn fill(environment: &mut Environment<'static>) -> Result<(), Error> {
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("fill", fill_text);
    environment.add_filter("plural", plural);
    environment.add_filter("number", number);
    environment.add_filter("decimal", decimal);
    environment.add_filter("duration", duration);
    environment.add_filter("file_size", file_size);
    environment.add_filter("facts", facts);
    environment.add_filter("shape", shape);
    TEMPLATES.iter().try_for_each(|(name, source)| environment.add_template(name, source))
}

/// A text with its placeholders filled: `{{ w.timeline.download | fill(name=item.name) }}`.
fn fill_text(text: &str, values: Kwargs) -> String {
    fill_placeholders(text, |name| values.get::<Option<Value>>(name).ok().flatten().map(|value| value.to_string()))
}

/// The form of a text for a number, with the number filled in.
fn plural(state: &State<'_, '_>, forms: &Value, count: u64) -> Result<String, Error> {
    let form = forms.get_attr(if count == 1 { "one" } else { "other" })?.to_string();
    Ok(form.replace("{count}", &language(state).number(count)))
}

/// A whole number in the reader's language.
fn number(state: &State<'_, '_>, number: u64) -> String {
    language(state).number(number)
}

/// A decimal fraction in the reader's language: `1.5`, `1,5`.
fn decimal(state: &State<'_, '_>, number: &str) -> String {
    number.replace('.', language(state).decimal_mark().encode_utf8(&mut [0; 4]))
}

fn language(state: &State<'_, '_>) -> Language {
    let tag = state.lookup("language");
    tag.as_ref().and_then(Value::as_str).and_then(Language::tagged).unwrap_or_default()
}

/// Seconds as `0:07`, `12:30` or `1:02:03`.
fn duration(seconds: f64) -> String {
    let seconds = seconds.round().max(0.0) as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Bytes in the largest unit that leaves at least 1, with one decimal below 10: `0 bytes`, `1.5 MB`, `12 MB`; `1,5 MB` in Spanish.
fn file_size(state: &State<'_, '_>, bytes: u64) -> String {
    size_text(bytes, language(state))
}

fn size_text(bytes: u64, language: Language) -> String {
    let mut size = bytes as f64;
    let mut unit = "bytes";
    for larger in ["KB", "MB", "GB", "TB"] {
        if size < 1000.0 {
            break;
        }
        size /= 1000.0;
        unit = larger;
    }
    if unit == "bytes" || size >= 10.0 {
        return format!("{size:.0} {unit}");
    }
    format!("{size:.1} {unit}").replace('.', language.decimal_mark().encode_utf8(&mut [0; 4]))
}

/// The data of an item for scripts, without what the tile has anyway: its placeholder is the larger part of it.
fn facts(item: &Value) -> Result<Value, Error> {
    let mut facts = Vec::new();
    for key in item.try_iter()? {
        let value = item.get_item(&key)?;
        if key.as_str() != Some("placeholder") && !value.is_none() {
            facts.push((key, value));
        }
    }
    Ok(Value::from_iter(facts))
}

/// An item's width divided by its height, in tenths, limited to what a row of the grid can hold: the values in `tile-shape.css`. Items
/// without a picture have a fixed shape.
fn shape(item: &Value) -> Result<u32, Error> {
    let side = |name| item.get_attr(name).map(|value| f64::try_from(value).unwrap_or_default());
    let (width, height) = (side("width")?, side("height")?);
    let has_picture = item.get_attr("has_thumbnail")?.is_true() && width > 0.0 && height > 0.0;
    Ok(if has_picture { (10.0 * width / height).round().clamp(6.0, 24.0) as u32 } else { 12 })
}

#[cfg(test)]
mod tests {
    use rocket_dyn_templates::minijinja::context;

    use super::*;

    #[test]
    fn every_template_compiles() {
        fill(&mut Environment::new()).expect("valid templates");
    }

    #[test]
    fn every_template_escapes() {
        let mut environment = Environment::new();
        fill(&mut environment).expect("valid templates");
        let shown = environment.render_str("{{ name }}", [("name", "<b>")].into_iter().collect::<Context>());
        assert_eq!(shown.expect("renders"), "&lt;b&gt;");
    }

    type Context = std::collections::BTreeMap<&'static str, &'static str>;

    #[test]
    fn durations_are_formatted() {
        let shown = [0.0, 7.4, 59.6, 750.0, 3723.0].map(duration);
        assert_eq!(shown, ["0:00", "0:07", "1:00", "12:30", "1:02:03"]);
    }

    #[test]
    fn file_sizes_are_formatted() {
        let shown =
            [0, 999, 1000, 1_500_000, 12_400_000, 4_294_967_296].map(|bytes| size_text(bytes, Language::English));
        assert_eq!(shown, ["0 bytes", "999 bytes", "1.0 KB", "1.5 MB", "12 MB", "4.3 GB"]);
        assert_eq!(size_text(1_500_000, Language::Spanish), "1,5 MB");
    }

    #[test]
    fn texts_are_filled_and_have_plurals() {
        let mut environment = Environment::new();
        fill(&mut environment).expect("valid templates");
        let shown = |template: &str| {
            let files = context! { one => "{count} archivo", other => "{count} archivos" };
            let context = context! { language => "es", files, name => "<b>" };
            environment.render_str(template, context).expect("renders")
        };
        assert_eq!(shown("{{ files | plural(1) }}, {{ files | plural(12345) }}"), "1 archivo, 12.345 archivos");
        assert_eq!(shown("{{ 'Descargar {name}' | fill(name=name) }}"), "Descargar &lt;b&gt;");
        assert_eq!(
            shown("{{ 1500000 | file_size }}, {{ 54321 | number }}, {{ '0.75' | decimal }}"),
            "1,5 MB, 54.321, 0,75"
        );
    }

    #[test]
    fn shapes_are_limited() {
        let shown = [(true, 1600, 900), (true, 900, 1600), (true, 4000, 100), (true, 0, 0), (false, 1600, 900)]
            .map(|(has_thumbnail, width, height)| shape(&context! { has_thumbnail, width, height }).expect("a shape"));
        assert_eq!(shown, [18, 6, 24, 12, 12]);
    }
}
