//! From a path to what it names: through imports, re-exports, renames and globs to the file that defines it.

use std::collections::BTreeSet;

use super::modules::{ModuleId, Modules, Named};
use super::paths::Path;

/// What a path names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An item of this package: the module that defines it, and its name. Of `Type::function` the item is `Type`, unless the function stands
    /// in another module.
    Item { module: ModuleId, name: String, is_type: bool },
    /// A module of this package.
    Module(ModuleId),
    /// Something of another crate, by its whole path; or a word that is no item at all, such as a generic parameter.
    Outside(Vec<String>),
}

/// What has been looked up on the way to an answer: globs and imports may go round in circles.
type Visited = BTreeSet<(ModuleId, String)>;

impl Modules {
    /// What the path names in that module. An error is a path into this package that leads nowhere.
    pub fn resolve(&self, from: ModuleId, path: &Path) -> Result<Vec<Target>, String> {
        self.follow(from, path, &mut Visited::new())
    }

    fn follow(&self, from: ModuleId, path: &Path, visited: &mut Visited) -> Result<Vec<Target>, String> {
        let mut words = path.segments.iter();
        let Some(first) = words.next() else { return Ok(Vec::new()) };
        let mut found = match first.as_str() {
            _ if path.absolute => vec![self.outside(first)],
            "crate" => vec![Target::Module(self.all[from].root)],
            "self" => vec![Target::Module(from)],
            "super" => vec![Target::Module(self.above(from)?)],
            "Self" => return Ok(Vec::new()),
            _ => {
                let mut found = self.members(from, first, visited).unwrap_or_default();
                // A function may bear the name of a crate; nothing lies below a function.
                found.retain(|target| {
                    path.segments.len() == 1 || !matches!(target, Target::Item { is_type: false, .. })
                });
                if found.is_empty() { vec![self.outside(first)] } else { found }
            }
        };
        for word in words {
            let mut next = BTreeSet::new();
            let mut missing = None;
            for target in found {
                match target {
                    Target::Module(module) if word == "super" => drop(next.insert(Target::Module(self.above(module)?))),
                    Target::Module(module) => match self.members(module, word, visited) {
                        Some(found) => next.extend(found),
                        None if self.all[module].has_macros => {
                            next.insert(Target::Item { module, name: word.clone(), is_type: true });
                        }
                        None => missing = Some(self.all[module].file.clone()),
                    },
                    Target::Item { is_type: false, .. } => {}
                    Target::Item { module, name, is_type } => {
                        let function = (module, name, word.clone());
                        next.insert(match self.scattered.get(&function) {
                            Some(module) => {
                                let name = format!("{}::{word}", function.1);
                                Target::Item { module: *module, name, is_type: false }
                            }
                            None => Target::Item { module: function.0, name: function.1, is_type },
                        });
                    }
                    Target::Outside(mut path) => {
                        path.push(word.clone());
                        next.insert(Target::Outside(path));
                    }
                }
            }
            if next.is_empty() {
                let place = missing.unwrap_or_else(|| "what is before it".to_owned());
                return Err(format!("{}: no `{word}` in {place}", path.written()));
            }
            found = next.into_iter().collect();
        }
        Ok(found)
    }

    fn above(&self, module: ModuleId) -> Result<ModuleId, String> {
        self.all[module].parent.ok_or_else(|| "`super` above the crate's root".to_owned())
    }

    fn outside(&self, first: &str) -> Target {
        match &self.library {
            Some((library, root)) if library == first => Target::Module(*root),
            _ => Target::Outside(vec![first.to_owned()]),
        }
    }

    /// What a name stands for in a module; globs are asked when the module itself does not have it.
    fn members(&self, module: ModuleId, name: &str, visited: &mut Visited) -> Option<Vec<Target>> {
        if !visited.insert((module, name.to_owned())) {
            return None;
        }
        let here = &self.all[module];
        let mut found = BTreeSet::new();
        for named in here.names.get(name).into_iter().flatten() {
            match named {
                Named::Module(child) => drop(found.insert(Target::Module(*child))),
                Named::Type(_) => drop(found.insert(Target::Item { module, name: name.to_owned(), is_type: true })),
                Named::Value => drop(found.insert(Target::Item { module, name: name.to_owned(), is_type: false })),
                Named::Import(path) => found.extend(self.follow(module, path, visited).unwrap_or_default()),
            }
        }
        if found.is_empty() {
            for glob in &here.globs {
                for target in self.follow(module, glob, visited).unwrap_or_default() {
                    match target {
                        Target::Module(all) => found.extend(self.members(all, name, visited).unwrap_or_default()),
                        item @ Target::Item { .. } if self.has_variant(&item, name) => drop(found.insert(item)),
                        _ => {}
                    }
                }
            }
        }
        visited.remove(&(module, name.to_owned()));
        (!found.is_empty()).then(|| found.into_iter().collect())
    }

    fn has_variant(&self, item: &Target, variant: &str) -> bool {
        let Target::Item { module, name, .. } = item else { return false };
        self.all[*module].names[name]
            .iter()
            .any(|named| matches!(named, Named::Type(variants) if variants.contains(variant)))
    }
}
