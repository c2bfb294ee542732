/// The space that TeX puts between neighbours, worked out before anything is written.
///
/// Binary operators that have nothing to operate on become ordinary, as in `-x` and `(+1)`; then
/// a table gives the space between each two atoms. Explicit spaces do not part neighbours.
///
/// - Source: D. E. Knuth, The TeXbook, 1986, chapter 18 (table) and appendix G, rules 5 and 6.
struct AtomSpacing {
  /// One node of the row as TeX sees it.
  struct Atom {
    /// The classes to its left and right, as the row makes them; nil for spaces.
    var left: AtomClass?
    var right: AtomClass?
    /// The space before it, in eighteenths of an em.
    var before: Int8 = 0
    /// What MathML says of it.
    var place = MathMLWriter.Place()
  }

  /// The nodes of the row, in order.
  var atoms: [Atom]

  /// The spaces of `nodes` at `size`, in a row that goes on from `previous` to `next`.
  init(
    _ nodes: [MathNode], size: MathSize, previous: AtomClass? = nil, next: AtomClass? = nil,
    spacesFirst: Bool = true
  ) {
    atoms = nodes.indices.map { Self.atom(nodes[$0], size) }
    settleBinaries(nodes, previous, next)
    fill(spacesFirst ? previous : nil, size)
  }

  /// The node at `index`.
  subscript(index: Int) -> Atom { atoms[index] }

  /// Makes binary operators that have nothing to operate on ordinary.
  private mutating func settleBinaries(
    _ nodes: [MathNode], _ previous: AtomClass?, _ next: AtomClass?
  ) {
    var last = -1
    var before = previous
    for index in atoms.indices {
      guard let left = atoms[index].left else {
        if case .lineBreak = nodes[index].kind { (last, before) = (-1, previous) }
        continue
      }
      if left == .binary, atoms[index].right == .binary {
        switch before {
        case nil, .binary?, .op?, .relation?, .open?, .punctuation?: makeOrdinary(index)
        default: break
        }
      } else if last >= 0, atoms[last].right == .binary {
        switch left {
        case .relation, .close, .punctuation: makeOrdinary(last)
        default: break
        }
      }
      last = index
      before = atoms[index].right
    }
    if last >= 0, atoms[last].right == .binary {
      switch next {
      case nil, .relation?, .close?, .punctuation?: makeOrdinary(last)
      default: break
      }
    }
  }

  private mutating func makeOrdinary(_ index: Int) {
    guard atoms[index].left == .binary else { return }
    atoms[index].left = .ordinary
    atoms[index].right = .ordinary
  }

  private mutating func fill(_ previous: AtomClass?, _ size: MathSize) {
    let isScript = size == .script || size == .scriptScript
    var last = previous
    for index in atoms.indices {
      guard let left = atoms[index].left else { continue }
      if let last { atoms[index].before = Self.space(last, left, isScript: isScript) }
      last = atoms[index].right
    }
  }

  /// The space between two atoms, in eighteenths of an em.
  static func space(_ left: AtomClass, _ right: AtomClass, isScript: Bool) -> Int8 {
    let code = table[Int(left.rawValue) * 8 + Int(right.rawValue)]
    if code < 0 { return isScript ? 0 : -code }
    return code
  }

  /// Rows are the left atom, columns the right one, both in the order of `AtomClass`; a negative
  /// number holds only outside of scripts.
  private static let table: [Int8] = [
    0, 3, -4, -5, 0, 0, 0, -3,
    3, 3, 0, -5, 0, 0, 0, -3,
    -4, -4, 0, 0, -4, 0, 0, -4,
    -5, -5, 0, 0, -5, 0, 0, -5,
    0, 0, 0, 0, 0, 0, 0, 0,
    0, 3, -4, -5, 0, 0, 0, -3,
    -3, -3, 0, -3, -3, -3, -3, -3,
    -3, 3, -4, -5, -3, 0, -3, -3,
  ]

  /// The classes that a node shows to its left and right neighbours at `size`.
  ///
  /// A `\left … \right` pair shows its delimiters rather than TeX's inner class: `f\left(x\right)`
  /// then looks as `f(x)` does, which is what authors mean. A braced sum is ordinary, so that the
  /// `+` after it stays a binary operator. Fractions bring their own margins.
  private static func atom(_ node: MathNode, _ size: MathSize) -> Atom {
    let shape = node.shape
    if shape.traits.contains(.dependsOnSize) {
      let left = edge(of: node, size, isLeft: true)
      return Atom(left: left, right: edge(of: node, size, isLeft: false) ?? left)
    }
    return Atom(left: shape.left, right: shape.right)
  }

  /// The class at one side of a node whose own depends on the size, found by going down that side
  /// only: both at once would take a time exponential in the depth of nested switches.
  private static func edge(of node: MathNode, _ size: MathSize, isLeft: Bool) -> AtomClass? {
    guard node.shape.traits.contains(.dependsOnSize) else {
      return isLeft ? node.shape.left : node.shape.right
    }
    switch node.kind {
    case .scripts(let scripts): return edge(of: scripts.base, size, isLeft: isLeft) ?? .ordinary
    case .corners(let corners): return edge(of: corners.base, size, isLeft: isLeft) ?? .ordinary
    case .stack(let stack):
      return stack.isArrow ? .relation : edge(of: stack.base, size, isLeft: isLeft) ?? .ordinary
    case .style(_, let nodes), .textSize(_, let nodes), .color(_, let nodes), .link(_, let nodes):
      return edge(of: nodes, size, isLeft: isLeft)
    case .choice(let sizes):
      return edge(of: sizes[min(Int(size.rawValue), sizes.count - 1)], size, isLeft: isLeft)
    default: return node.shape.left
    }
  }

  private static func edge(of nodes: [MathNode], _ size: MathSize, isLeft: Bool) -> AtomClass? {
    if isLeft {
      for node in nodes {
        if let found = edge(of: node, size, isLeft: true) { return found }
      }
    } else {
      for node in nodes.reversed() {
        if let found = edge(of: node, size, isLeft: false) { return found }
      }
    }
    return nil
  }
}
