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

  private func addTarget(of link: MarkdownNode, in index: Int, to digest: inout Digest) {
    guard let destination = link.destination,
      case .page(let href, let label?) = References(self).resolve(destination, from: index)
    else { return }
    digest.add(href)
    add(label, to: &digest)
    guard label.chapter != index, label.kind == .equation else { return }
    // The page shows the equation as a preview.
    let anchor = chapters[label.chapter].parts.anchors.first { $0.node.range == label.range }
    digest.add(anchor?.node.literal.text ?? "")
  }

  private func add(_ label: Labels.Label, to digest: inout Digest) {
    digest.add("\(label.kind.rawValue) \(label.chapter) \(label.level)")
    digest.add(label.id)
    digest.add(label.text)
    digest.add(label.title)
  }
}
