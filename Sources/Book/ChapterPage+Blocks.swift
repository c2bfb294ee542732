import Diagnostics
import Markdown
import Markup

/// Blocks that a book knows more about than Markdown: theorems, terms, quizzes.
extension ChapterPage {
  // MARK: Theorems

  /// A theorem, definition, exercise or proof, with its number.
  mutating func write(theorem node: MarkdownNode, _ renderer: inout HTMLRenderer) -> Bool {
    guard let block = TheoremBlock(node) else { return false }
    let label = book.labels.label(at: node, in: chapter)
    let name = block.kind.rawValue
    let heading = label?.text ?? name.capitalizedFirst
    renderer.startLine()
    renderer.output.append(
      text: "<div class=\"mb-statement mb-\(name)\"\(idAttribute(label?.id)) role=\"group\""
        + " aria-label=\"\(escapedMarkup(heading))\">\n")
    let outer = theoremMarker
    if let marker = block.marker {
      theoremMarker = (marker, heading, block.titleRange)
    } else {
      write(theoremHeading: heading, titled: block.title == nil ? nil : node.titleNode, &renderer)
    }
    renderer.renderChildren(of: node, using: &self)
    theoremMarker = outer
    // After a last paragraph the style sheet puts the sign at the end of its line.
    if block.kind == .proof, Array(node.children).last?.kind != .paragraph {
      renderer.output.append("<p class=\"mb-qed\" aria-label=\"end of proof\">∎</p>")
    }
    renderer.startLine()
    renderer.output.append("</div>\n")
    return true
  }

  /// The heading of a theorem whose title may hold emphasis, code and formulas.
  private mutating func write(
    theoremHeading label: String, titled title: MarkdownNode?, _ renderer: inout HTMLRenderer
  ) {
    renderer.output.append(text: "<p><strong class=\"mb-label\">\(escapedMarkup(label))")
    if let title {
      renderer.output.append(" (")
      renderer.renderChildren(of: title, using: &self)
      renderer.output.append(")")
    }
    renderer.output.append(".</strong></p>\n")
  }

  /// The bold words `**Theorem.**`, with the number in them.
  mutating func write(theoremMarker node: MarkdownNode, _ renderer: inout HTMLRenderer) -> Bool {
    guard let marker = theoremMarker, marker.node == node else { return false }
    renderer.output.append(text: "<strong class=\"mb-label\">\(escapedMarkup(marker.label))")
    if let title = marker.title {
      renderer.output.append(" (")
      titleRange = title
      renderer.renderChildren(of: node, using: &self)
      titleRange = nil
      renderer.output.append(")")
    }
    renderer.output.append(".</strong>")
    return true
  }

  // MARK: Terms

  mutating func write(term node: MarkdownNode, _ renderer: inout HTMLRenderer) {
    renderer.startLine()
    let label = book.labels.label(at: node, in: chapter)
    renderer.output.append(text: "<dt\(idAttribute(label?.id))>")
    renderer.renderChildren(of: node, using: &self)
    renderer.output.append("</dt>\n")
  }

  /// Where an entry of the index leads.
  func writeIndexMark(_ node: MarkdownNode, _ renderer: inout HTMLRenderer) {
    guard !isFragment, !book.chapters[chapter].parts.indexMarks.isEmpty,
      let place = book.chapters[chapter].parts.indexMarks.firstIndex(where: { $0.node == node })
    else { return }
    renderer.output.append(text: "<span id=\"ix-\(place + 1)\"></span>")
  }

  // MARK: Quizzes

  /// A block quote that starts `**Quiz.**`: the question, then the options of a task list.
  mutating func write(quote node: MarkdownNode, _ renderer: inout HTMLRenderer) -> Bool {
    guard Quiz.isQuiz(node) else { return false }
    quizzes += 1
    renderer.output.append(
      text: "<div class=\"mb-quiz\" role=\"group\" aria-label=\"Quiz \(quizzes)\">")
    var isAnswered = false
    for child in node.children {
      guard case .list = child.kind, !isAnswered else {
        renderer.render(child, using: &self)
        continue
      }
      isAnswered = true
      write(options: child, &renderer)
    }
    renderer.output.append("</div>\n")
    return true
  }

  private mutating func write(options list: MarkdownNode, _ renderer: inout HTMLRenderer) {
    let name = "quiz-\(quizzes)"
    let rights = list.children.count { $0.kind == .item(task: .done) }
    renderer.output.append("<ul class=\"mb-options\">")
    for item in list.children {
      let isRight = item.kind == .item(task: .done)
      let type = rights == 1 ? "radio" : "checkbox"
      renderer.output.append(
        text: "<li class=\"\(isRight ? "mb-right" : "mb-wrong")\"><label><input type=\"\(type)\""
          + " name=\"\(name)\" aria-label=\"\(escapedMarkup(item.plainText.text))\"> <span>")
      for block in item.children {
        if block.kind == .paragraph {
          renderer.renderChildren(of: block, using: &self)
        } else {
          renderer.render(block, using: &self)
        }
      }
      renderer.output.append(
        text: "</span><span class=\"mb-verdict\">\(isRight ? "right" : "not this one")</span>"
          + "</label></li>")
    }
    renderer.output.append("</ul>")
  }
}
