import Plotting
import Script
import Tensors

/// Pictures without axes: matrices, networks, trees, sets, graphs, tables.
extension StandardLibrary {
  static let diagrams: [LibraryFunction] = [
    chart(
      "matrix",
      "(_ values: Matrix, rows: [String] = [], columns: [String] = [], highlight: [(Int, Int)] = [], title: String = \"\") -> Chart",
      "The numbers of a matrix between brackets, with names outside; `highlight` marks cells (row, column).",
      "matrix([[1, 2], [3, 4]], rows: [\"a\", \"b\"], highlight: [(0, 1)])"
    ) { arguments in
      try Chart.matrix(
        grid(arguments.tensor(0)), rows: arguments.strings(1), columns: arguments.strings(2),
        highlights: places(arguments[3]), title: arguments.string(4))
    },
    chart(
      "network",
      "(_ layers: Vector, weights: [Matrix] = [], labels: [String] = [], title: String = \"\") -> Chart",
      "Layers of nodes with a line for every weight: a row for each input, or for each output as in `dense`; blue is positive, orange negative, faint small.",
      "network([2, 3, 1], labels: [\"input\", \"hidden\", \"output\"])"
    ) { arguments in
      let layers = try arguments.vector(0).map { size -> Int in
        guard let count = Int(exactly: size) else {
          throw ScriptCause("library.domain", "a layer has a whole number of nodes, not \(size)")
        }
        return count
      }
      return try Chart.network(
        layers, weights: matrices(arguments[1]), labels: arguments.strings(2),
        title: arguments.string(3))
    },
    .general(
      "node", "(_ label: String, edge: String = \"\", _ children: Node...) -> Node",
      "A node of a tree with what follows it; `edge` stands on the line from its parent.",
      "node(\"rain?\", node(\"umbrella\", edge: \"yes\"), node(\"hat\", edge: \"no\"))", "Node"
    ) { arguments, _ in
      .object(
        NodeValue(
          TreeNode(
            try arguments.string(0), edge: try arguments.string(1),
            children: try nodes(arguments[2]))))
    },
    chart(
      "tree", "(_ root: Node, title: String = \"\") -> Chart",
      "A tree that grows from left to right, with words on its branches.",
      "tree(node(\"rain?\", node(\"umbrella\", edge: \"yes\"), node(\"hat\", edge: \"no\")))"
    ) { arguments in
      guard let root = try nodes(.array([arguments[0]])).first else {
        throw ScriptCause("library.argument", "a tree needs a node")
      }
      return try Chart.tree(root, title: arguments.string(1))
    },
    chart(
      "venn", "(_ sets: [String], _ regions: [String], title: String = \"\") -> Chart",
      "Two or three circles that overlap; regions: only the first, both, only the second, or the seven of three sets.",
      "venn([\"A\", \"B\"], [\"0.2\", \"0.1\", \"0.3\"])"
    ) { arguments in
      try Chart.venn(
        arguments.strings(0), regions: arguments.strings(1), title: arguments.string(2))
    },
    chart(
      "graph",
      "(_ edges: [(String, String)], directed: Bool = false, nodes: [String] = [], title: String = \"\") -> Chart",
      "Nodes with lines between them, or arrows if `directed`; the same graph always looks the same.",
      "graph([(\"x\", \"h\"), (\"h\", \"y\")], directed: true)"
    ) { arguments in try graph(arguments) },
    chart(
      "graph",
      "(_ edges: [(String, String, String)], directed: Bool = false, nodes: [String] = [], title: String = \"\") -> Chart",
      "Nodes with lines between them; the third text of each edge stands on its line.",
      "graph([(\"x\", \"y\", \"0.9\"), (\"y\", \"x\", \"0.4\")], directed: true)"
    ) { arguments in try graph(arguments) },
    .general(
      "table", "(_ columns: [String: Vector], rows: [String] = [], digits: Int = 4) -> Table",
      "A table with a column for each name; `rows` names the rows, `digits` is how many a number shows.",
      "table([\"x\": [1, 2, 3], \"square\": [1, 4, 9]])", "Table"
    ) { arguments, _ in
      let columns = try named(arguments[0]).map { ($0.0, try [$0.1].vector(0)) }
      return .object(
        try TableValue(columns, rows: arguments.strings(1), digits: arguments.integer(2)))
    },
    .general(
      "table",
      "(_ values: Matrix, rows: [String] = [], columns: [String] = [], digits: Int = 4) -> Table",
      "The numbers of a matrix as a table, with names for its rows and columns.",
      "table([[0.9, 0.1], [0.4, 0.6]], columns: [\"the\", \"cat\"])", "Table"
    ) { arguments, _ in
      let values = try arguments.tensor(0)
      let names = try arguments.strings(2)
      let count = values.shape[1]
      guard names.isEmpty || names.count == count else {
        throw ChartError.lengths("columns", names.count, "each row", count)
      }
      let columns = (0..<count).map { column in
        (
          names.isEmpty ? String(column) : names[column],
          (0..<values.shape[0]).map { values.values[$0 * count + column] }
        )
      }
      return .object(
        try TableValue(columns, rows: arguments.strings(1), digits: arguments.integer(3)))
    },
  ]

  static func grid(_ tensor: Tensor) -> Grid {
    Grid(rows: tensor.shape[0], columns: tensor.shape[1], values: tensor.values)
  }

  private static func matrices(_ value: Value) throws -> [Grid] {
    guard case .array(let elements) = value else {
      guard case .tensor(let tensor) = value, tensor.rank == 3 else { return [] }
      let size = tensor.shape[1] * tensor.shape[2]
      return (0..<tensor.shape[0]).map {
        Grid(
          rows: tensor.shape[1], columns: tensor.shape[2],
          values: Array(tensor.values[($0 * size)..<(($0 + 1) * size)]))
      }
    }
    return try elements.map { grid(try [$0].tensor(0)) }
  }

  /// Pairs (row, column).
  private static func places(_ value: Value) throws -> [(row: Int, column: Int)] {
    guard case .array(let elements) = value else { return [] }
    return try elements.map { element in
      guard case .tuple(let pair) = element else {
        throw ScriptCause("library.argument", "a cell is (row, column)")
      }
      return (try pair.elements.integer(0), try pair.elements.integer(1))
    }
  }

  private static func nodes(_ value: Value) throws -> [TreeNode] {
    guard case .array(let elements) = value else { return [] }
    return try elements.map { element in
      guard case .object(let object) = element, let node = object as? NodeValue else {
        throw ScriptCause("library.argument", "a tree is made of nodes")
      }
      return node.node
    }
  }

  private static func graph(_ arguments: [Value]) throws -> Chart {
    var names = try arguments.strings(2)
    var edges: [Chart.Edge] = []
    func index(_ name: String) -> Int {
      if let known = names.firstIndex(of: name) { return known }
      names.append(name)
      return names.count - 1
    }
    if case .array(let elements) = arguments[0] {
      for element in elements {
        guard case .tuple(let tuple) = element else { continue }
        let label = tuple.elements.count > 2 ? try tuple.elements.string(2) : ""
        let (from, to) = (index(try tuple.elements.string(0)), index(try tuple.elements.string(1)))
        edges.append(Chart.Edge(from, to, label: label))
      }
    }
    return try Chart.graph(
      names, edges, isDirected: arguments.flag(1), title: arguments.string(3))
  }
}
