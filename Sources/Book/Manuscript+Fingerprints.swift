import Diagnostics
import Markdown
import TeXMath

/// What pages depend on: while the fingerprints are the same, so are the bytes of a page.
///
/// What all pages show (the list of chapters, the sources, the templates) is in one fingerprint;
/// what a page takes from its own file and from what it refers to is in another. A heading that
/// changes in one chapter then leaves alone the chapters that do not refer to it.
extension Manuscript {
  /// The fingerprint of what all pages depend on, beside their own chapters.
  func surroundings(
    _ templates: TemplateSet, _ site: SitePages, _ request: BuildRequest
  ) -> String {
    var digest = Digest()
    digest.add(request.engine)
    digest.add(templates.digest)
    digest.add("\(request.isStrict) \(request.isDraft) \(request.keepsGoing) \(request.isWatched)")
    digest.add("\(request.formats) \(request.chartCharacters)")
    digest.add(summary?.file.bytes ?? [])
    digest.add(title)
    for source in macros.sources { digest.add(source) }
    for chapter in chapters {
      digest.add(chapter.path)
      digest.add(chapter.title)
      digest.add(chapter.titleMarkup)
    }
    for entry in site.backMatter.entries { digest.add("\(entry.name) \(entry.title)") }
    digest.add(bibliography.source)
    return digest.text
  }

  /// The fingerprint of the TeX macros that the book defines for all chapters; empty without any.
  var macrosDigest: String {
    guard !macros.table.isEmpty, let summary else { return "" }
    var digest = Digest()
    digest.add(summary.file.bytes)
    for source in macros.sources { digest.add(source) }
    return digest.text
  }

  /// The fingerprint of what the page of the chapter at `index` depends on alone, whose data files
  /// have the fingerprint `data`.
  ///
  /// - Complexity: O(bytes of the chapter).
  func fingerprint(of index: Int, _ data: String) -> String {
    let chapter = chapters[index]
    var digest = Digest()
    digest.add(chapter.fingerprint)
    for source in chapter.document.macros.sources { digest.add(source) }
    digest.add(data)
    for label in labels.byChapter[index] { add(label, to: &digest) }
    for node in chapter.document.markdown.root.descendants {
      switch node.kind {
      case .link: addTarget(of: node, in: index, to: &digest)
      case .math, .mathBlock:
        // All commands that refer to an equation end so; to which one, only the parser knows.
        guard node.literal.bytes.holds("ref{") else { continue }
        for label in labels.byChapter.joined() { add(label, to: &digest) }
        return digest.text
      default: continue
      }
    }
    return digest.text
  }

  /// The fingerprint of the data files that a chapter names; empty without any, nil if nobody can
  /// tell which it reads.
  func dataDigest(of chapter: Chapter) -> String? {
    guard let names = chapter.outline.dataNames else { return nil }
    guard !names.isEmpty else { return "" }
    var digest = Digest()
    DataFolder(folder: root.chapters, place: Files.parent(of: chapter.path))
      .add(names, to: &digest)
    return digest.text
  }

  /// Whether the chapter at `index` is what it was in `earlier`, so that its fingerprint is, in the
  /// same surroundings, if its data and what it may refer to are (`refers(as:)`).
  func hasSameText(_ index: Int, as earlier: Manuscript) -> Bool {
    let chapter = chapters[index]
    guard earlier.index(ofPath: chapter.path) == index else { return false }
    return hasSameContent(chapter, earlier.chapters[index])
  }

  /// Whether everything that chapters can refer to is what it was in `earlier`, wherever it stands.
  ///
  /// - Complexity: one comparison for each chapter whose text is the same, one for each label of the
  ///   others.
  func refers(as earlier: Manuscript) -> Bool {
    guard chapters.count == earlier.chapters.count else { return false }
    return chapters.indices.allSatisfy { index in
      let (new, old) = (chapters[index], earlier.chapters[index])
      if new.path == old.path, hasSameContent(new, old) { return true }
      return new.macrosDigest == old.macrosDigest
        && hasSameLabels(index, as: earlier.labels.byChapter[index])
    }
  }

  /// Whether everything that chapters can refer to is what it was when `kept` was read.
  func refers(as kept: KeptBook) -> Bool {
    guard chapters.map(\.path) == kept.paths else { return false }
    return chapters.indices.allSatisfy { index in
      guard let old = kept.chapters[chapters[index].path] else { return false }
      if chapters[index].isKept { return true }
      return chapters[index].macrosDigest == old.macros && hasSameLabels(index, as: old.labels)
    }
  }

  private func hasSameContent(_ new: Chapter, _ old: Chapter) -> Bool {
    guard new.number == old.number, new.file.bytes == old.file.bytes else { return false }
    return !new.outline.hasMacros || new.document.macros.sources == old.document.macros.sources
  }

  private func hasSameLabels(_ index: Int, as old: [Labels.Label]) -> Bool {
    let new = labels.byChapter[index]
    return new.count == old.count
      && zip(new, old).allSatisfy { label, before in
        label.kind == before.kind && label.id == before.id && label.number == before.number
          && label.markup == before.markup && label.level == before.level
          && label.formula == before.formula
      }
  }

  private func addTarget(of link: MarkdownNode, in index: Int, to digest: inout Digest) {
    guard let destination = link.destination,
      case .page(let href, let label?) = References(self).resolve(destination, from: index)
    else { return }
    digest.add(href)
    add(label, to: &digest)
    guard label.chapter != index, label.kind == .equation else { return }
    digest.add(label.formula)
    digest.add(chapters[label.chapter].macrosDigest)
  }

  private func add(_ label: Labels.Label, to digest: inout Digest) {
    digest.add("\(label.kind.rawValue) \(label.chapter) \(label.level)")
    digest.add(label.id)
    digest.add(label.text)
    digest.add(label.title)
    digest.add(label.markup)
  }
}
