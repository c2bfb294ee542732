extension MathNode {
  /// What the neighbours of a node ask of it, worked out once when the node is made.
  ///
  /// Writers look at each node of a row several times before they write it: for its classes, for
  /// the operator at its core, for its height. These few bytes answer without taking it apart.
  struct Shape: Hashable, Sendable {
    /// The classes that it shows to its left and right neighbours; nil if it is no atom.
    var left: AtomClass?
    var right: AtomClass?
    /// The place in `OperatorDictionary` of the operator at its core; 0 for one without an entry.
    var core: UInt8 = 0
    /// What else is true of it.
    var traits: Traits = []
  }

  /// Yes or no about a node.
  struct Traits: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    /// It is written as an operator, on which a browser puts spaces.
    static let isOperator = Traits(rawValue: 1)
    /// A space after it can be said on it.
    static let takesSpaceAfter = Traits(rawValue: 2)
    /// It is a large operator, with or without scripts.
    static let isLarge = Traits(rawValue: 4)
    /// It is no taller than a line of letters with scripts.
    static let isFlat = Traits(rawValue: 8)
    /// It is one line of letters.
    static let isLow = Traits(rawValue: 16)
    /// Its classes depend on the size at its place.
    static let dependsOnSize = Traits(rawValue: 32)
    /// It is a number.
    static let isNumber = Traits(rawValue: 64)
  }
}

extension MathNode.Shape {
  /// The shape of a node of `kind`.
  ///
  /// - Complexity: O(children), whose own shapes are known.
  init(_ kind: MathNode.Kind) {
    switch kind {
    case .number: self.init(.ordinary, [.isFlat, .isLow, .isNumber])
    case .identifier, .text: self.init(.ordinary, [.isFlat, .isLow])
    case .operatorName: self.init(.op, [.isFlat, .isLow, .takesSpaceAfter])
    case .symbol(let symbol, let atomClass): self.init(symbol, atomClass)
    case .bigOperator(let symbol, _):
      self.init(operator: symbol, .op, [.isLarge])
    case .delimiter(let symbol, let atomClass, let size):
      self.init(operator: symbol, atomClass, size == 1 ? [.isFlat] : [])
    case .group(let nodes): self.init(.ordinary, Self.common([.isFlat, .isLow], of: nodes))
    case .scripts(let scripts): self.init(scripts)
    case .fenced(let left, let right, let nodes):
      self.init(left: left, right: right, nodes.allSatisfy(\.isFlat) ? [.isFlat] : [])
      if nodes.allSatisfy(\.isLow) { traits.insert(.isLow) }
    case .accent(let accent, let nodes):
      self.init(.ordinary, accent.isStretchy ? [] : Self.common([.isFlat], of: nodes))
    case .table(let table): self.init(left: table.left, right: table.right, [])
    case .space: self.init(left: nil, right: nil, traits: [.isFlat, .isLow])
    case .lineBreak: self.init(left: nil, right: nil, traits: [])
    default: self = Self.frame(kind)
    }
  }

  private init(_ atomClass: AtomClass, _ traits: MathNode.Traits) {
    (left, right, self.traits) = (atomClass, atomClass, traits)
  }

  private init(left: String?, right: String?, _ traits: MathNode.Traits) {
    self.left = left == nil ? .ordinary : .open
    self.right = right == nil ? .ordinary : .close
    self.traits = traits
  }

  private init(operator symbol: String, _ atomClass: AtomClass, _ traits: MathNode.Traits) {
    self.init(atomClass, traits.union([.isOperator, .takesSpaceAfter]))
    core = OperatorDictionary.place(of: symbol)
  }

  private init(_ symbol: String, _ atomClass: AtomClass) {
    if MathMLWriter.isOperator(symbol, atomClass) {
      self.init(operator: symbol, atomClass, [.isFlat, .isLow])
    } else {
      self.init(atomClass, [.isFlat, .isLow])
    }
  }

  private init(_ scripts: MathNode.Scripts) {
    self = scripts.base.shape
    left = left ?? .ordinary
    right = right ?? .ordinary
    traits.subtract([.isFlat, .isLow, .isNumber])
    let base = scripts.base.shape.traits
    let areLow = (scripts.sub ?? []).allSatisfy(\.isLow) && (scripts.sup ?? []).allSatisfy(\.isLow)
    if base.contains(.isFlat), scripts.placement != .limits, areLow { traits.insert(.isFlat) }
    if base.contains(.isLow), scripts.sup == nil { traits.insert(.isLow) }
  }

  /// The shape of a node that is a frame around others.
  private static func frame(_ kind: MathNode.Kind) -> Self {
    switch kind {
    case .classed(let atomClass, let nodes):
      var shape = Self(atomClass, common([.isFlat], of: nodes))
      shape.takeCore(of: nodes)
      return shape
    case .color(_, let nodes):
      var shape = edges(of: nodes)
      shape.traits.formUnion(common([.isFlat], of: nodes))
      shape.takeCore(of: nodes)
      return shape
    case .style(_, let nodes), .textSize(_, let nodes), .link(_, let nodes):
      return edges(of: nodes)
    case .stack(let stack):
      var shape = Self(.ordinary, [])
      if stack.base.count == 1 {
        shape = stack.base[0].shape
        shape.left = shape.left ?? .ordinary
        shape.right = shape.right ?? shape.left
        shape.traits.formIntersection([.dependsOnSize])
        shape.takeCore(of: stack.base)
      }
      if stack.isArrow { (shape.left, shape.right) = (.relation, .relation) }
      return shape
    case .corners(let corners):
      var shape = corners.base.shape
      shape.traits.formIntersection([.dependsOnSize])
      shape.core = 0
      shape.left = shape.left ?? .ordinary
      shape.right = shape.right ?? .ordinary
      return shape
    case .choice: return Self(.ordinary, [.dependsOnSize])
    default: return Self(.ordinary, [])
    }
  }

  /// The classes at both ends of a row that counts as part of its surroundings.
  private static func edges(of nodes: [MathNode]) -> Self {
    var shape = Self(left: nil, right: nil)
    for node in nodes {
      if shape.left == nil { shape.left = node.shape.left }
      if let right = node.shape.right { shape.right = right }
      if node.shape.traits.contains(.dependsOnSize) { shape.traits.insert(.dependsOnSize) }
    }
    return shape
  }

  /// Takes over the operator of a row that is one node.
  private mutating func takeCore(of nodes: [MathNode]) {
    guard nodes.count == 1, nodes[0].shape.traits.contains(.isOperator) else { return }
    core = nodes[0].shape.core
    traits.formUnion([.isOperator, .takesSpaceAfter])
  }

  /// Those of `traits` that all of `nodes` have.
  private static func common(_ traits: MathNode.Traits, of nodes: [MathNode]) -> MathNode.Traits {
    nodes.reduce(traits) { $0.intersection($1.shape.traits) }
  }
}

extension MathNode {
  /// Whether it is no taller than a line of letters with scripts.
  var isFlat: Bool { shape.traits.contains(.isFlat) }
  /// Whether it is one line of letters.
  var isLow: Bool { shape.traits.contains(.isLow) }
}
