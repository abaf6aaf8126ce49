//! The module tree of a crate: which file holds which module, and which names each module has.
//!
//! Tests are no part of it: what stands under `#[cfg(test)]` is left out, and so are the files of such modules.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, Item, Meta, UseTree};

use super::paths::{Path, implemented_type, names_test};
use super::resolve::Target;
use super::sources::Sources;

/// A module's place in [`Modules`].
pub type ModuleId = usize;

/// The modules of one package: those of its library, and those of its binary.
#[derive(Default)]
pub struct Modules {
    /// The modules, parents before children.
    pub all: Vec<Module>,
    /// The library's name and its root, which the binary reaches by that name.
    pub library: Option<(String, ModuleId)>,
    /// What stands in them, without modules.
    pub items: BTreeMap<ModuleId, Vec<Item>>,
    /// The functions of types that stand in another module than their type: by the type, its module, and the function; with the module
    /// where it stands.
    pub scattered: BTreeMap<(ModuleId, String, String), ModuleId>,
    /// All methods, by their names.
    pub methods: BTreeMap<String, Vec<Method>>,
}

/// One module.
pub struct Module {
    /// The file that it stands in.
    pub file: String,
    /// The module above.
    pub parent: Option<ModuleId>,
    /// The crate's root.
    pub root: ModuleId,
    /// What its names stand for. A name can stand for several things: a type, a function and a macro.
    pub names: BTreeMap<String, Vec<Named>>,
    /// The modules and enums whose names it takes over (`use a::*`).
    pub globs: Vec<Path>,
    /// Whether a macro makes items in it, whose names are not to be read.
    pub has_macros: bool,
}

/// A method.
pub struct Method {
    /// Where it stands.
    pub module: ModuleId,
    /// Whether its type stands in another file.
    pub is_scattered: bool,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum Named {
    /// A module.
    Module(ModuleId),
    /// A type or a trait, with its variants if it is an enum.
    Type(BTreeSet<String>),
    /// A function, a constant, a static or a macro.
    Value,
    /// An import, or a re-export.
    Import(Path),
}

impl Modules {
    /// Reads the package whose sources lie in `folder`: `lib.rs`, which is called `library`, and `main.rs`, as far as they are there.
    pub fn read(sources: &Sources, folder: &str, library: &str) -> Self {
        let mut modules = Self::default();
        let mut reached = BTreeSet::new();
        for root in ["lib.rs", "main.rs"] {
            let path = format!("{folder}/{root}");
            if sources.contains_key(&path) {
                let id = modules.read_file(sources, &path, None, &mut reached);
                if root == "lib.rs" {
                    modules.library = Some((library.to_owned(), id));
                }
            }
        }
        let strangers: Vec<_> = sources
            .keys()
            .filter(|path| path.starts_with(&format!("{folder}/")))
            .filter(|path| !reached.contains(*path) && !path.ends_with("/tests.rs") && !path.contains("/tests/"))
            .collect();
        assert!(strangers.is_empty(), "no module names the files {strangers:?}");
        modules.read_functions();
        modules
    }

    fn read_functions(&mut self) {
        let mut methods: BTreeMap<String, Vec<Method>> = BTreeMap::new();
        let mut scattered = BTreeMap::new();
        for (module, items) in &self.items {
            for item in items {
                match item {
                    Item::Impl(item) => {
                        let of = self.scattered_type(*module, item);
                        for function in &item.items {
                            let syn::ImplItem::Fn(function) = function else { continue };
                            let name = function.sig.ident.to_string();
                            if let Some((type_module, type_name)) = &of {
                                scattered.insert((*type_module, type_name.clone(), name.clone()), *module);
                            }
                            if function.sig.receiver().is_some() {
                                methods
                                    .entry(name)
                                    .or_default()
                                    .push(Method { module: *module, is_scattered: of.is_some() });
                            }
                        }
                    }
                    Item::Trait(item) => {
                        for function in &item.items {
                            let syn::TraitItem::Fn(function) = function else { continue };
                            let method = Method { module: *module, is_scattered: false };
                            methods.entry(function.sig.ident.to_string()).or_default().push(method);
                        }
                    }
                    _ => {}
                }
            }
        }
        (self.methods, self.scattered) = (methods, scattered);
    }

    /// The type of an `impl` of its own functions, where that type stands in another file.
    fn scattered_type(&self, module: ModuleId, item: &syn::ItemImpl) -> Option<(ModuleId, String)> {
        let path = implemented_type(item).filter(|_| item.trait_.is_none())?;
        self.resolve(module, &path).unwrap_or_default().into_iter().find_map(|target| match target {
            Target::Item { module: other, name, .. } if self.all[other].file != self.all[module].file => {
                Some((other, name))
            }
            _ => None,
        })
    }

    fn read_file(
        &mut self,
        sources: &Sources,
        path: &str,
        parent: Option<ModuleId>,
        reached: &mut BTreeSet<String>,
    ) -> ModuleId {
        let text = &sources[path];
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path} cannot be parsed: {error}"));
        assert!(reached.insert(path.to_owned()), "two modules name the file {path}");
        let (folder, name) = path.rsplit_once('/').expect("a file in a folder");
        let children = match name {
            "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
            _ => path.trim_end_matches(".rs").to_owned(),
        };
        self.read_items(sources, path, &children, parent, file.items, reached)
    }

    fn read_items(
        &mut self,
        sources: &Sources,
        file: &str,
        children: &str,
        parent: Option<ModuleId>,
        items: Vec<Item>,
        reached: &mut BTreeSet<String>,
    ) -> ModuleId {
        let id = self.all.len();
        self.all.push(Module {
            file: file.to_owned(),
            parent,
            root: parent.map_or(id, |parent| self.all[parent].root),
            names: BTreeMap::new(),
            globs: Vec::new(),
            has_macros: false,
        });
        let mut kept = Vec::new();
        for item in items.into_iter().filter(|item| !names_test(attributes(item))) {
            let Item::Mod(module) = item else {
                self.all[id].declare(&item);
                kept.push(item);
                continue;
            };
            let name = module.ident.to_string();
            let child = match module.content {
                Some((_, items)) => {
                    self.read_items(sources, file, &format!("{children}/{name}"), Some(id), items, reached)
                }
                None => {
                    let candidates = match path_attribute(&module.attrs) {
                        Some(path) => vec![format!("{}/{path}", file.rsplit_once('/').expect("a folder").0)],
                        None => vec![format!("{children}/{name}.rs"), format!("{children}/{name}/mod.rs")],
                    };
                    let found = candidates.into_iter().find(|path| sources.contains_key(path));
                    let path = found.unwrap_or_else(|| panic!("{file}: no file for `mod {name}`"));
                    self.read_file(sources, &path, Some(id), reached)
                }
            };
            self.all[id].add(name, Named::Module(child));
        }
        self.items.insert(id, kept);
        id
    }
}

impl Module {
    fn add(&mut self, name: String, named: Named) {
        self.names.entry(name).or_default().push(named);
    }

    fn declare(&mut self, item: &Item) {
        match item {
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
                self.add(item.ident.to_string(), Named::Type(variants));
            }
            Item::Struct(item) => {
                self.add(item.ident.to_string(), Named::Type(BTreeSet::new()));
                self.has_macros |= item.attrs.iter().any(derives_items);
            }
            Item::Union(item) => self.add(item.ident.to_string(), Named::Type(BTreeSet::new())),
            Item::Trait(item) => self.add(item.ident.to_string(), Named::Type(BTreeSet::new())),
            Item::TraitAlias(item) => self.add(item.ident.to_string(), Named::Type(BTreeSet::new())),
            Item::Type(item) => self.add(item.ident.to_string(), Named::Type(BTreeSet::new())),
            Item::Fn(item) => self.add(item.sig.ident.to_string(), Named::Value),
            Item::Const(item) => self.add(item.ident.to_string(), Named::Value),
            Item::Static(item) => self.add(item.ident.to_string(), Named::Value),
            Item::Macro(item) => match &item.ident {
                Some(name) => self.add(name.to_string(), Named::Value),
                None => self.has_macros = true,
            },
            Item::ExternCrate(item) => {
                let name = item.rename.as_ref().map_or(&item.ident, |(_, name)| name);
                self.add(name.to_string(), Named::Import(Path::absolute(&item.ident)));
            }
            Item::Use(item) => {
                for import in imports(&item.tree, item.leading_colon.is_some()) {
                    match import.name {
                        Some(name) => self.add(name, Named::Import(import.path)),
                        None => self.globs.push(import.path),
                    }
                }
            }
            _ => {}
        }
    }
}

/// One import of a `use`.
pub struct Import {
    /// What is imported; for a glob, what all is imported from.
    pub path: Path,
    /// The name that it has here; none for a glob.
    pub name: Option<String>,
}

/// The imports of a `use`, one by one.
pub fn imports(tree: &UseTree, absolute: bool) -> Vec<Import> {
    fn walk(tree: &UseTree, above: &Path, into: &mut Vec<Import>) {
        match tree {
            UseTree::Path(it) => walk(&it.tree, &above.then(&it.ident), into),
            UseTree::Group(it) => it.items.iter().for_each(|tree| walk(tree, above, into)),
            UseTree::Glob(_) => into.push(Import { path: above.clone(), name: None }),
            UseTree::Name(it) if it.ident == "self" => {
                into.push(Import { path: above.clone(), name: above.segments.last().cloned() });
            }
            UseTree::Name(it) => into.push(Import { path: above.then(&it.ident), name: Some(it.ident.to_string()) }),
            UseTree::Rename(it) => {
                let path = if it.ident == "self" { above.clone() } else { above.then(&it.ident) };
                into.push(Import { path, name: Some(it.rename.to_string()) });
            }
        }
    }
    let mut found = Vec::new();
    walk(tree, &Path { absolute, ..Path::default() }, &mut found);
    found
}

/// The attributes of an item.
pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// SeaORM makes `Entity`, `Column` and more beside a table's struct.
fn derives_items(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("derive") && list.tokens.to_string().contains("DeriveEntityModel")
}

/// `#[path = "…"]`
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(it) if it.path.is_ident("path") => match &it.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}
