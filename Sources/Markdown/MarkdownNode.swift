public import Diagnostics

/// A node of a document: a light handle that may be copied freely.
///
/// It compares equal to another handle of the same node of the same parse.
public struct MarkdownNode: Sendable {
  let storage: DocumentStorage
  let index: Int32

  var node: Node { storage.nodes[Int(index)] }
  var raw: RawKind { node.kind }

  func handle(_ index: Int32) -> MarkdownNode? {
    index == 0 ? nil : MarkdownNode(storage: storage, index: index)
  }

  /// The bytes of the file that the node was made from, its markers included.
  public var range: SourceRange {
    let node = node
    return SourceRange(Int(node.start), Int(node.end))
  }

  /// The number of the node in its document, from 0 (the root); stable within one parse.
  public var number: Int { Int(index) }

  /// Whether it stands inside a line of text.
  public var isInline: Bool { raw.isInline }

  /// What it stands in; nil for the document.
  public var parent: MarkdownNode? {
    index == 0 ? nil : .init(storage: storage, index: node.parent)
  }

  /// The first child.
  public var firstChild: MarkdownNode? { handle(node.first) }

  /// The sibling that follows.
  public var nextSibling: MarkdownNode? { handle(node.next) }

  /// The sibling before.
  public var previousSibling: MarkdownNode? { handle(node.previous) }

  /// The children in order.
  public var children: Children { Children(storage: storage, upcoming: node.first) }

  /// All nodes below this one, parents before children, in order of the text.
  public var descendants: Descendants {
    Descendants(storage: storage, top: index, upcoming: node.first)
  }

  /// The nearest node around this one (or itself) for which `matches` holds.
  public func ancestor(where matches: (MarkdownNode) -> Bool) -> MarkdownNode? {
    var node: MarkdownNode? = self
    while let current = node {
      if matches(current) { return current }
      node = current.parent
    }
    return nil
  }
}

extension MarkdownNode: Hashable {
  /// Whether both are the same node of the same parse.
  public static func == (left: MarkdownNode, right: MarkdownNode) -> Bool {
    left.index == right.index && left.storage === right.storage
  }

  /// Hashes the number of the node.
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

extension MarkdownNode {
  /// The children of a node.
  public struct Children: Sequence, IteratorProtocol, Sendable {
    let storage: DocumentStorage
    var upcoming: Int32

    /// The next child.
    public mutating func next() -> MarkdownNode? {
      guard upcoming != 0 else { return nil }
      defer { upcoming = storage.nodes[Int(upcoming)].next }
      return MarkdownNode(storage: storage, index: upcoming)
    }
  }

  /// The nodes below a node, parents first.
  public struct Descendants: Sequence, IteratorProtocol, Sendable {
    let storage: DocumentStorage
    let top: Int32
    var upcoming: Int32

    /// The next node.
    public mutating func next() -> MarkdownNode? {
      guard upcoming != 0 else { return nil }
      let current = upcoming
      upcoming = storage.nodes[Int(current)].first
      var node = current
      while upcoming == 0 {
        if node == top { break }
        upcoming = storage.nodes[Int(node)].next
        node = storage.nodes[Int(node)].parent
        if upcoming == 0, node == top { break }
      }
      return MarkdownNode(storage: storage, index: current)
    }
  }
}
