/// A branch of a tree: what it says, what stands on the way to it, what follows.
package struct TreeNode: Sendable, Equatable {
  /// The words at the node.
  package var label: String
  /// The words on the line from its parent, such as a probability.
  package var edge: String
  /// What follows, from top to bottom.
  package var children: [TreeNode]

  /// A node with its children.
  package init(_ label: String, edge: String = "", children: [TreeNode] = []) {
    self.label = label
    self.edge = edge
    self.children = children
  }
}

extension Chart {
  /// A tree that grows from left to right, with words on its branches: `tree` of the language.
  ///
  /// Words stay level and need no turning; the picture grows downward, where a page has room.
  package static func tree(_ root: TreeNode, title: String = "") throws(ChartError) -> Chart {
    var picture = TreePicture()
    try picture.measure(root, depth: 0)
    picture.place()
    var chart = Chart(
      diagram: picture.marks, width: picture.width, height: picture.height, title: title)
    chart.plainLines = picture.plainLines
    chart.diagramWords =
      "Tree from \(Label(root.label).plain) with \(picture.leafCount) "
      + (picture.leafCount == 1 ? "end: " : "ends: ") + list(picture.paths) + "."
    let paths = picture.paths
    chart.tableOverride = DataTable(header: ["path"], count: paths.count) { [paths[$0]] }
    return chart
  }
}

/// The places of a tree's nodes.
private struct TreePicture {
  private struct Item {
    var label: String
    var edge: String
    var depth: Int
    var parent: Int
    var row = 0.0
    var isLeaf = false
  }

  private var items: [Item] = []
  private var stack: [Int] = []
  var leafCount = 0
  var marks: [Mark] = []
  var width = 0.0
  var height = 0.0
  /// The way to every end, as words.
  var paths: [String] = []
  var plainLines: [String] = []

  private static let rowHeight = 34.0
  private static let nodeLimit = 500

  /// Takes in `node` and all below it; every end gets a row, other nodes the middle of theirs.
  mutating func measure(_ node: TreeNode, depth: Int) throws(ChartError) {
    guard depth < 40 else { throw .tooMuch("levels of a tree", depth + 1, limit: 40) }
    guard items.count < Self.nodeLimit else {
      throw .tooMuch("nodes", items.count + 1, limit: Self.nodeLimit)
    }
    let index = items.count
    items.append(
      Item(label: node.label, edge: node.edge, depth: depth, parent: stack.last ?? -1))
    stack.append(index)
    let edge = node.edge.isEmpty ? "" : Label(node.edge).plain + " → "
    plainLines.append(String(repeating: "  ", count: depth) + edge + Label(node.label).plain)
    if node.children.isEmpty {
      items[index].isLeaf = true
      items[index].row = Double(leafCount)
      leafCount += 1
      paths.append(stack.map { Label(items[$0].label).plain }.joined(separator: " – "))
    } else {
      var first = 0.0
      var last = 0.0
      for (position, child) in node.children.enumerated() {
        let at = items.count
        try measure(child, depth: depth + 1)
        if position == 0 { first = items[at].row }
        last = items[at].row
      }
      items[index].row = (first + last) / 2
    }
    stack.removeLast()
  }

  /// Columns as wide as their widest words, with room for the words on the branches between.
  mutating func place() {
    let depth = (items.map(\.depth).max() ?? 0) + 1
    var labels = [Double](repeating: 0, count: depth)
    var edges = [Double](repeating: 0, count: depth)
    for item in items {
      labels[item.depth] = max(labels[item.depth], Label(item.label).width(isBold: true))
      edges[item.depth] = max(edges[item.depth], Label(item.edge).width(isBold: false))
    }
    var starts: [Double] = []
    var x = 8.0
    for level in 0..<depth {
      if level > 0 { x += max(44, edges[level] + 30) }
      starts.append(x)
      x += labels[level] + 12
    }
    width = max(x + 4, 120)
    height = Double(max(1, leafCount)) * Self.rowHeight + 6
    for item in items {
      let y = (item.row + 0.5) * Self.rowHeight + 3
      let left = starts[item.depth]
      if item.parent >= 0 {
        let parent = items[item.parent]
        let from = Point(
          starts[parent.depth] + Label(parent.label).width(isBold: true) + 10,
          (parent.row + 0.5) * Self.rowHeight + 3)
        let bend = starts[item.depth] - max(44, edges[item.depth] + 30) + 14
        let line = [
          from, Point(max(from.x, bend - 12), from.y), Point(max(from.x, bend), y),
          Point(left - 4, y),
        ]
        marks.append(.shape(.init(form: .polyline(line), ink: .outline)))
        if !item.edge.isEmpty {
          let at = Point((bend + left - 4) / 2, y - 12)
          marks.append(.words(Mark.Words(text: item.edge, at: at, style: .muted)))
        }
      }
      marks.append(
        .words(
          Mark.Words(
            text: item.label, at: Point(left, y), anchor: .start,
            style: item.isLeaf ? .plain : .bold)))
    }
  }
}
