//! The paths that stand in a module's code: in types, expressions, patterns, attributes, and in what is handed to macros.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Meta, Stmt};

use super::modules::{attributes, imports};

/// A path as it is written, without generic arguments.
#[derive(Clone, Debug, Default)]
pub struct Path {
    /// Whether it begins with `::`.
    pub absolute: bool,
    /// Its words.
    pub segments: Vec<String>,
    /// The line that it ends in.
    pub line: usize,
}

impl Path {
    /// `::word`
    pub fn absolute(word: &Ident) -> Self {
        Self { absolute: true, ..Self::default() }.then(word)
    }

    /// The path and one more word.
    pub fn then(&self, word: &Ident) -> Self {
        let mut path = self.clone();
        path.segments.push(word.to_string().trim_start_matches("r#").to_owned());
        path.line = line(word.span());
        path
    }

    /// As it is written.
    pub fn written(&self) -> String {
        format!("{}{}", if self.absolute { "::" } else { "" }, self.segments.join("::"))
    }
}

impl From<&syn::Path> for Path {
    fn from(path: &syn::Path) -> Self {
        let start = Self { absolute: path.leading_colon.is_some(), ..Self::default() };
        path.segments.iter().fold(start, |path, segment| path.then(&segment.ident))
    }
}

/// A path, and how it stands there.
pub struct Written {
    /// The path.
    pub path: Path,
    /// How it stands there.
    pub kind: Kind,
}

/// How a path stands in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In a `use`.
    Import,
    /// In a `use` that others can see.
    Reexport,
    /// In a `use` of all names (`a::*`).
    Glob,
    /// Anywhere else.
    Inline,
}

/// What is to be read in a module's items.
#[derive(Default)]
pub struct Code {
    /// The paths. Names that a function imports for itself are replaced by what they stand for.
    pub paths: Vec<Written>,
    /// The statics, those of macros such as `thread_local!` among them, by their lines.
    pub statics: Vec<usize>,
    /// The names of the methods that it calls, with their lines.
    pub calls: Vec<(String, usize)>,
    /// The names of its types and traits, with their lines, also of those inside of functions.
    pub types: Vec<(String, usize)>,
}

impl Code {
    /// Reads the items of one module; modules in it are not read.
    pub fn read(items: &[Item]) -> Self {
        let mut reader = Reader { code: Self::default(), blocks: Vec::new(), implemented: None };
        items.iter().for_each(|item| reader.visit_item(item));
        reader.code
    }
}

/// Whether one of the attributes is a `cfg` for tests alone.
pub fn names_test(attributes: &[Attribute]) -> bool {
    fn found(tokens: TokenStream) -> bool {
        let mut negated = false;
        tokens.into_iter().any(|token| {
            let found = match &token {
                TokenTree::Ident(word) => word == "test",
                TokenTree::Group(group) => !negated && found(group.stream()),
                _ => false,
            };
            negated = matches!(&token, TokenTree::Ident(word) if word == "not");
            found
        })
    }
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && found(list.tokens.clone()),
        _ => false,
    })
}

/// The path of the type that an `impl` is for, where it has one.
pub fn implemented_type(item: &syn::ItemImpl) -> Option<Path> {
    let mut of = &*item.self_ty;
    while let syn::Type::Reference(reference) = of {
        of = &reference.elem;
    }
    match of {
        syn::Type::Path(it) if it.qself.is_none() => Some((&it.path).into()),
        _ => None,
    }
}

fn line(span: Span) -> usize {
    span.start().line
}

/// What a name stands for inside of a block.
enum Local {
    Import(Path),
    Item,
}

struct Reader {
    code: Code,
    /// The names that the blocks around have for themselves, the innermost last.
    blocks: Vec<BTreeMap<String, Local>>,
    /// What `Self` is in the `impl` around.
    implemented: Option<Path>,
}

impl Reader {
    fn found(&mut self, mut path: Path, kind: Kind) {
        if let Some(implemented) = &self.implemented
            && path.segments[0] == "Self"
        {
            path.segments.splice(..1, implemented.segments.iter().cloned());
            path.absolute = implemented.absolute;
        }
        let first = path.segments.first().filter(|_| !path.absolute);
        let local = first.and_then(|first| self.blocks.iter().rev().find_map(|names| names.get(first)));
        let path = match local {
            Some(Local::Item) => return,
            Some(Local::Import(import)) => {
                let mut whole = import.clone();
                whole.segments.extend(path.segments.into_iter().skip(1));
                whole.line = path.line;
                whole
            }
            None => path,
        };
        self.code.paths.push(Written { path, kind });
    }

    fn read_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let punct =
            |at: usize, wanted: char| matches!(tokens.get(at), Some(TokenTree::Punct(it)) if it.as_char() == wanted);
        let colons = |at: usize| punct(at, ':') && punct(at + 1, ':');
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(group) => self.read_tokens(group.stream()),
                TokenTree::Literal(literal) => self.read_text(&literal.to_string(), literal.span()),
                TokenTree::Ident(word) => {
                    let before = |back: usize, wanted: char| at >= back && punct(at - back, wanted);
                    let follows_colons = at >= 2 && colons(at - 2);
                    let after_something = follows_colons
                        && at >= 3
                        && (matches!(&tokens[at - 3], TokenTree::Ident(_) | TokenTree::Group(_)) || punct(at - 3, '>'));
                    if before(1, '.') && matches!(tokens.get(at + 1), Some(TokenTree::Group(_))) {
                        self.called(word);
                    }
                    let unknown =
                        before(1, '\'') || before(1, '.') || after_something || (before(1, '$') && word != "crate");
                    let mut path = Path { absolute: follows_colons, ..Path::default() }.then(word);
                    while let Some(TokenTree::Ident(word)) = tokens.get(at + 3).filter(|_| colons(at + 1)) {
                        path = path.then(word);
                        at += 3;
                    }
                    if !unknown && path.segments.len() > 1 {
                        self.found(path, Kind::Inline);
                    }
                }
                TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    /// Some attributes name functions in texts: `#[serde(with = "crate::moment")]`.
    fn read_text(&mut self, literal: &str, span: Span) {
        let text = literal.trim_matches('"');
        let words: Vec<_> = text.split("::").collect();
        let is_word = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if matches!(words[0], "crate" | "super" | "self") && words.len() > 1 && words.iter().all(is_word) {
            let segments = words.into_iter().map(str::to_owned).collect();
            self.found(Path { absolute: false, segments, line: line(span) }, Kind::Inline);
        }
    }

    fn called(&mut self, method: &Ident) {
        self.code.calls.push((method.to_string(), line(method.span())));
    }

    fn declared(&mut self, name: &Ident) {
        self.code.types.push((name.to_string(), line(name.span())));
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if names_test(attributes(item)) {
            return;
        }
        match item {
            Item::Struct(it) => self.declared(&it.ident),
            Item::Enum(it) => self.declared(&it.ident),
            Item::Union(it) => self.declared(&it.ident),
            Item::Trait(it) => self.declared(&it.ident),
            Item::Type(it) => self.declared(&it.ident),
            Item::Static(it) => self.code.statics.push(line(it.ident.span())),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let visible = !matches!(item.vis, syn::Visibility::Inherited);
        for import in imports(&item.tree, item.leading_colon.is_some()) {
            let kind = match import.name {
                None => Kind::Glob,
                Some(_) if visible => Kind::Reexport,
                Some(_) => Kind::Import,
            };
            self.code.paths.push(Written { path: import.path, kind });
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let around = std::mem::replace(&mut self.implemented, implemented_type(item));
        visit::visit_item_impl(self, item);
        self.implemented = around;
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.called(&call.method);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes = match item {
            syn::ImplItem::Fn(it) => &it.attrs[..],
            syn::ImplItem::Const(it) => &it.attrs[..],
            syn::ImplItem::Type(it) => &it.attrs[..],
            _ => &[],
        };
        if !names_test(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if !names_test(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        let mut names = BTreeMap::new();
        for statement in &block.stmts {
            let Stmt::Item(item) = statement else { continue };
            match item {
                Item::Use(item) => {
                    for import in imports(&item.tree, item.leading_colon.is_some()) {
                        if let Some(name) = import.name {
                            names.insert(name, Local::Import(import.path));
                        }
                    }
                }
                Item::Fn(it) => drop(names.insert(it.sig.ident.to_string(), Local::Item)),
                Item::Const(it) => drop(names.insert(it.ident.to_string(), Local::Item)),
                Item::Static(it) => drop(names.insert(it.ident.to_string(), Local::Item)),
                Item::Struct(it) => drop(names.insert(it.ident.to_string(), Local::Item)),
                Item::Enum(it) => drop(names.insert(it.ident.to_string(), Local::Item)),
                Item::Trait(it) => drop(names.insert(it.ident.to_string(), Local::Item)),
                Item::Type(it) => drop(names.insert(it.ident.to_string(), Local::Item)),
                _ => {}
            }
        }
        self.blocks.push(names);
        visit::visit_block(self, block);
        self.blocks.pop();
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.found(path.into(), Kind::Inline);
        visit::visit_path(self, path);
    }

    /// A `pub(super)` uses nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if !attribute.path().is_ident("doc") {
            visit::visit_attribute(self, attribute);
        }
    }

    fn visit_token_stream(&mut self, tokens: &'ast TokenStream) {
        self.read_tokens(tokens.clone());
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        if it.path.segments.last().is_some_and(|word| word.ident == "thread_local" || word.ident == "task_local") {
            self.code.statics.push(line(it.path.segments[0].ident.span()));
        }
        visit::visit_macro(self, it);
    }
}
