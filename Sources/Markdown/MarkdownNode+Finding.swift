public import Diagnostics

extension MarkdownNode {
  /// What a visitor of `walk` wants next.
  public enum Step: Sendable {
    /// Go on with what stands below.
    case descend
    /// Leave out what stands below.
    case skip
    /// End the walk.
    case stop
  }

  /// Visits this node and all below it, in order of the text: `enter` before the children of a node,
  /// `leave` after them.
  ///
  ///     // The outline of a document, with what stands in quotes left out.
  ///     document.root.walk { node in
  ///       if case .heading(let level) = node.kind { print(level, node.plainText.text) }
  ///       return node.kind == .blockQuote ? .skip : .descend
  ///     }
  ///
  /// The walk does not recurse: no nesting is too deep for it.
  ///
  /// - Complexity: O(*n*) in the number of nodes.
  public func walk(
    enter: (MarkdownNode) -> Step, leave: (MarkdownNode) -> Void = { _ in }
  ) {
    var node = self
    while true {
      switch enter(node) {
      case .stop: return
      case .descend:
        if let child = node.firstChild {
          node = child
          continue
        }
        leave(node)
      case .skip: leave(node)
      }
      while true {
        if node == self { return }
        if let next = node.nextSibling {
          node = next
          break
        }
        guard let parent = node.parent else { return }
        node = parent
        leave(node)
      }
    }
  }

  /// The first node below this one for which `matches` holds, in order of the text.
  ///
  ///     let title = document.root.first { $0.kind == .heading(level: 1) }?.plainText.text
  public func first(where matches: (MarkdownNode) throws -> Bool) rethrows -> MarkdownNode? {
    try descendants.first(where: matches)
  }

  /// All nodes below this one for which `matches` holds, in order of the text.
  ///
  ///     let pictures = document.root.all { $0.kind == .image }.compactMap(\.destination)
  public func all(where matches: (MarkdownNode) throws -> Bool) rethrows -> [MarkdownNode] {
    try descendants.filter(matches)
  }
}

extension MarkdownDocument {
  /// The innermost node that holds the byte at `offset`, such as the one under a cursor; the
  /// document itself where no other does.
  ///
  /// - Complexity: O(*s*) in the number of siblings on the way down.
  public func node(at offset: Int) -> MarkdownNode {
    var result = root
    while true {
      let next = result.children.first { (node: MarkdownNode) -> Bool in
        node.range.start <= offset && offset < node.range.end
      }
      guard let next else { return result }
      result = next
    }
  }

  /// The innermost node that holds all of `range`.
  public func node(around range: SourceRange) -> MarkdownNode {
    node(at: range.start).ancestor { $0.range.contains(range) } ?? root
  }
}
