import Diagnostics
import Markdown

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

  /// The fingerprint of what the page of the chapter at `index` depends on alone; nil if nobody can
  /// tell, because the name of a data file is computed.
  ///
  /// - Complexity: O(bytes of the chapter and of its data files).
  func fingerprint(of index: Int) -> String? {
    let chapter = chapters[index]
    var digest = Digest()
    digest.add(chapter.document.file.bytes)
    for source in chapter.document.macros.sources { digest.add(source) }
    let data = DataFolder(folder: root.chapters, place: Files.parent(of: chapter.path))
    var isHidden = false
    for cell in chapter.parts.cells {
      guard
        data.add(
          namesIn: cell.text.bytes, isIsolated: cell.options.isIsolated, to: &digest,
          isHidden: &isHidden)
      else { return nil }
    }
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

  /// Whether the fingerprint of the chapter at `index` is what it was in `earlier`, in the same
  /// surroundings: its own text is, it reads no data, and what it may refer to is (`refers(as:)`).
  func hasSameText(_ index: Int, as earlier: Manuscript) -> Bool {
    let chapter = chapters[index]
    guard earlier.index(ofPath: chapter.path) == index else { return false }
    let old = earlier.chapters[index]
    return chapter.number == old.number && chapter.document.file.bytes == old.document.file.bytes
      && chapter.document.macros.sources == old.document.macros.sources
      && !chapter.parts.cells.contains { $0.text.bytes.holds("data") }
  }

  /// Whether everything that chapters can refer to is what it was in `earlier`, wherever it stands.
  ///
  /// - Complexity: one comparison for each chapter whose text is the same, one for each label of the
  ///   others.
  func refers(as earlier: Manuscript) -> Bool {
    guard chapters.count == earlier.chapters.count else { return false }
    return chapters.indices.allSatisfy { index in
      if chapters[index].path == earlier.chapters[index].path,
        chapters[index].number == earlier.chapters[index].number,
        chapters[index].document.file.bytes == earlier.chapters[index].document.file.bytes
      {
        return true
      }
      let (new, old) = (labels.byChapter[index], earlier.labels.byChapter[index])
      return new.count == old.count
        && zip(new, old).allSatisfy { label, before in
          label.kind == before.kind && label.id == before.id && label.number == before.number
            && label.markup == before.markup && label.level == before.level
            && (label.kind != .equation || preview(of: label) == earlier.preview(of: before))
        }
    }
  }

  /// What a page shows of an equation of another one.
  private func preview(of label: Labels.Label) -> String {
    let anchor = chapters[label.chapter].parts.anchors.first { $0.node.range == label.range }
    return anchor?.node.literal.text ?? ""
  }

  private func addTarget(of link: MarkdownNode, in index: Int, to digest: inout Digest) {
    guard let destination = link.destination,
      case .page(let href, let label?) = References(self).resolve(destination, from: index)
    else { return }
    digest.add(href)
    add(label, to: &digest)
    guard label.chapter != index, label.kind == .equation else { return }
    digest.add(preview(of: label))
  }

  private func add(_ label: Labels.Label, to digest: inout Digest) {
    digest.add("\(label.kind.rawValue) \(label.chapter) \(label.level)")
    digest.add(label.id)
    digest.add(label.text)
    digest.add(label.title)
    digest.add(label.markup)
  }
}
