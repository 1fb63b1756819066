//! Lists the files of a spec in a tree of git, within bounds: a small repository can name one tree any number of times.

use super::objects::{self, PathTarget, UNEXPECTED};
use super::program::run;
use super::spec_tree::SpecTree;
use dingtalk_spec::MAX_FILE_BYTES;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

/// The maximum output of git for the trees of a spec, in bytes.
const MAX_LISTED_BYTES: usize = 16 << 20;

/// The maximum number of trees to list: the spec and the folders that it links to.
const MAX_TREES: usize = 100;

/// The maximum number of files and links of a spec.
const MAX_FILES: usize = 10_000;

/// The maximum size of all files of a spec together, in bytes.
const MAX_SPEC_BYTES: usize = 64 << 20;

/// The mode of a link.
const LINK: &str = "120000";

/// The kind of an object that is a file or a link. Others are trees and submodules.
const BLOB: &str = "blob";

/// A file of a spec.
#[derive(Clone, Debug)]
pub(super) struct SpecFile {
    pub(super) name: String,
    pub(super) id: String,
    /// In bytes.
    pub(super) size: usize,
}

/// The files of the spec in a tree, in the order of git; behind them, those of linked folders and linked files.
pub(super) fn files(SpecTree { repository, id: tree }: &SpecTree) -> Result<Vec<SpecFile>, String> {
    let mut collector = Collector::new(repository);
    let spec = collector.list(tree)?;
    for file in &spec.files {
        collector.add(file.clone())?;
    }
    let paths: Vec<String> = spec.links.iter().map(|link| format!("{tree}:{link}")).collect();
    for (link, target) in spec.links.iter().zip(objects::resolve(repository, &paths)?) {
        match target {
            PathTarget::File { id, size } => collector.add(SpecFile { name: link.clone(), id, size })?,
            PathTarget::Tree(folder) => collector.add_folder(link, &folder)?,
            PathTarget::Outside | PathTarget::Missing => {
                return Err(format!("the link {link} leads out of the spec, or is broken"));
            }
        }
    }
    Ok(collector.files)
}

/// The entries of a tree that can belong to a spec, by names within the tree.
#[derive(Debug, Default)]
struct TreeListing {
    files: Vec<SpecFile>,
    /// Links that can lead to a file, or to the folder of a service.
    links: Vec<String>,
}

/// Collects the files of a spec.
#[derive(Debug)]
struct Collector<'a> {
    repository: &'a Path,
    files: Vec<SpecFile>,
    file_bytes: usize,
    listed_bytes: usize,
    /// The trees that are listed, by their ids.
    listings: HashMap<String, Rc<TreeListing>>,
}

impl<'a> Collector<'a> {
    fn new(repository: &'a Path) -> Self {
        Self { repository, files: Vec::new(), file_bytes: 0, listed_bytes: 0, listings: HashMap::new() }
    }

    fn add(&mut self, file: SpecFile) -> Result<(), String> {
        if file.size > MAX_FILE_BYTES {
            return Err(format!("the file {} is larger than 1 MiB", file.name));
        }
        self.file_bytes += file.size;
        if self.file_bytes > MAX_SPEC_BYTES {
            return Err(format!("the files of the spec have more than {MAX_SPEC_BYTES} bytes"));
        }
        if self.files.len() == MAX_FILES {
            return Err(too_many_files());
        }
        self.files.push(file);
        Ok(())
    }

    /// Adds the files of a folder that a link leads to.
    fn add_folder(&mut self, link: &str, tree: &str) -> Result<(), String> {
        let listing = self.list(tree)?;
        if let Some(nested) = listing.links.first() {
            return Err(format!("{link}/{nested} is a link within a linked folder: name the folder itself"));
        }
        for file in &listing.files {
            self.add(SpecFile { name: format!("{link}/{}", file.name), ..file.clone() })?;
        }
        Ok(())
    }

    /// Lists a tree, once.
    fn list(&mut self, tree: &str) -> Result<Rc<TreeListing>, String> {
        if let Some(listing) = self.listings.get(tree) {
            return Ok(Rc::clone(listing));
        }
        if self.listings.len() == MAX_TREES {
            return Err(format!("the spec links to more than {} folders", MAX_TREES - 1));
        }
        // With `-t`, git prints trees as well, so the limit also holds for trees that contain nothing but trees.
        let arguments = ["ls-tree", "-r", "-t", "-z", "-l", "--full-tree", tree];
        let printed = run(self.repository, &arguments, &[], MAX_LISTED_BYTES)?.checked()?;
        self.listed_bytes += printed.len();
        if self.listed_bytes > MAX_LISTED_BYTES {
            return Err(format!("git prints more than {MAX_LISTED_BYTES} bytes of the folders that the spec links to"));
        }
        let listing = Rc::new(parse(&String::from_utf8_lossy(&printed))?);
        self.listings.insert(tree.to_owned(), Rc::clone(&listing));
        Ok(listing)
    }
}

/// Parses entries of the form `<mode> <kind> <id> <size>\t<name>\0`.
fn parse(printed: &str) -> Result<TreeListing, String> {
    let mut listing = TreeListing::default();
    for entry in printed.split_terminator('\0') {
        let (facts, name) = entry.split_once('\t').ok_or(UNEXPECTED)?;
        let facts: Vec<&str> = facts.split_ascii_whitespace().collect();
        let [mode, kind, id, size] = facts.as_slice() else { return Err(UNEXPECTED.to_owned()) };
        let extension = Path::new(name).extension();
        let is_yaml = extension.is_some_and(|extension| extension == "yaml");
        let is_hidden = name.split('/').any(|part| part.starts_with('.'));
        if is_hidden || *kind != BLOB {
            continue;
        }
        if *mode == LINK {
            // A folder of a service has no extension.
            listing.links.extend((is_yaml || extension.is_none()).then(|| name.to_owned()));
        } else if is_yaml {
            let size = size.parse().map_err(|_| format!("git cannot read the file {name}"))?;
            listing.files.push(SpecFile { name: name.to_owned(), id: (*id).to_owned(), size });
        }
        if listing.files.len() + listing.links.len() > MAX_FILES {
            return Err(too_many_files());
        }
    }
    Ok(listing)
}

fn too_many_files() -> String {
    format!("the spec has more than {MAX_FILES} files")
}
