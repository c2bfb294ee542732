import Diagnostics
import Script

extension Emitter {
  /// The lines of a block: its statements, and the functions that stand in it, each before the first
  /// statement that ends behind it.
  func block(
    _ statements: [TypedStatement], _ functions: [FunctionID], marksLines: Bool = true
  ) -> [String] {
    var lines: [String] = []
    var waiting = functions[...]
    for statement in statements {
      var inner: [FunctionID] = []
      while let next = waiting.first, function(next).range.start < statement.extent.end {
        waiting.removeFirst()
        if statement.holds(function(next).range) {
          inner.append(next)
        } else {
          declare(next, &lines)
        }
      }
      for id in inner where !statement.hasPlace(for: function(id).range) { declare(id, &lines) }
      let own = self.lines(
        of: statement, inner.filter { statement.hasPlace(for: function($0).range) })
      if marksLines, !own.isEmpty { mark(statement.range, &lines) }
      lines += own
    }
    for id in waiting { declare(id, &lines) }
    return lines
  }

  /// Tells the compiler which line of the chapter the next statement comes from.
  func mark(_ range: SourceRange, _ lines: inout [String]) {
    let number = file.position(at: range.start).line
    lines.append("#sourceLocation(file: \(fileName.debugDescription), line: \(number))")
  }

  private func lines(of statement: TypedStatement, _ functions: [FunctionID]) -> [String] {
    switch statement.kind {
    case .declare(let id, let value):
      guard let value else { return [declaration(of: id)] }
      // The value may not see the variable.
      let text = text(value)
      if variable(id).type == .void { return ["_ = \(text)"] }
      return ["\(declaration(of: id)) = \(text)"]
    case .assign(let place, let value):
      checkCapture(place)
      let text = text(value)
      let target = self.place(place)
      // Swift refuses to assign a variable to itself.
      if target == text { return ["_ = \(text)"] }
      return ["\(target) = \(assigned(text, place, value.type))"]
    case .update(let place, let operation, let value):
      checkCapture(place)
      return [update(place, operation, value)]
    case .expression(let value): return [effect(value)]
    case .show(let value, let isVisible): return [show(value, isVisible)]
    case .branch(let arms, let otherwise, let label):
      return labelled(label, isLoop: false) { branch(arms, otherwise, functions) }
    case .select(let id, let subject, let arms, let otherwise, let label):
      let value = text(subject)
      let first = "\(declaration(of: id)) = \(value)"
      return labelled(label, isLoop: false) {
        ["do {", indented(first)]
          + branch(arms, otherwise, functions).map(indented) + ["}"]
      }
    case .ensure(let conditions, let otherwise):
      let tests = self.conditions([conditions])
      return ["guard \(tests) else {"] + body(otherwise, functions) + ["}"]
    case .group(let parts): return block(parts, functions, marksLines: false)
    case .block(let body, let label):
      return labelled(label, isLoop: false) { ["do {"] + self.body(body, functions) + ["}"] }
    case .loop, .repeating, .count, .each: return loop(statement, functions)
    case .breaking(let label):
      return [isInnermostLoop(label) ? "break" : "break block\(label)"]
    case .continuing(let label):
      return [isInnermostLoop(label) ? "continue" : "continue block\(label)"]
    case .returning(let value):
      guard let value else { return ["return"] }
      if value.type == .void { return [effect(value), "return"] }
      return ["return \(text(value))"]
    }
  }

  /// An expression for its effect.
  private func effect(_ value: TypedExpression) -> String {
    if case .convert(.drop, let inner) = value.kind { return effect(inner) }
    let text = text(value)
    return value.type == .void || value.type == .never ? text : "_ = \(text)"
  }

  private func show(_ value: TypedExpression, _ isVisible: Bool) -> String {
    guard value.type != .void else { return text(value) }
    let text = text(value)
    switch value.type {
    case .double, .boolean, .string, .tensor:
      if isVisible { return "show(\(text))" }
    default: break
    }
    return "show(\(toValue(text, value.type))\(isVisible ? "" : ", visible: false"))"
  }

  func body(_ statements: [TypedStatement], _ functions: [FunctionID]) -> [String] {
    block(statements, functions).map(indented)
  }

  // MARK: branches

  private func branch(
    _ arms: [TypedArm], _ otherwise: [TypedStatement], _ functions: [FunctionID]
  ) -> [String] {
    var lines: [String] = []
    var waiting = functions
    func own(_ statements: [TypedStatement], isLast: Bool) -> [FunctionID] {
      let end = statements.map(\.extent.end).max() ?? 0
      let mine = isLast ? waiting : waiting.filter { function($0).range.start < end }
      waiting.removeAll { mine.contains($0) }
      return mine
    }
    if arms.isEmpty { return ["do {"] + body(otherwise, functions) + ["}"] }
    for (index, arm) in arms.enumerated() {
      let tests = conditions(arm.alternatives)
      lines.append((index == 0 ? "if " : "} else if ") + tests + " {")
      lines += body(
        arm.body, own(arm.body, isLast: index == arms.count - 1 && otherwise.isEmpty))
    }
    if !otherwise.isEmpty {
      lines.append("} else {")
      lines += body(otherwise, own(otherwise, isLast: true))
    }
    return lines + ["}"]
  }

  /// The conditions of an arm.
  func conditions(_ alternatives: [[TypedCondition]]) -> String {
    if alternatives.count == 1 {
      let parts = alternatives[0].map(condition)
      return parts.isEmpty ? "true" : parts.joined(separator: ", ")
    }
    let isPlain = alternatives.allSatisfy { conditions in
      conditions.allSatisfy { if case .test = $0 { true } else { false } }
    }
    if isPlain {
      return alternatives.map { conditions in
        let parts = conditions.map { condition in
          if case .test(let test) = condition { text(test, .comparison) } else { "true" }
        }
        return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " && ") + ")"
      }.joined(separator: " || ")
    }
    let lines = alternatives.map { conditions in
      "if \(conditions.map(condition).joined(separator: ", ")) { return true }"
    }
    return "({ () -> Bool in\n" + indented((lines + ["return false"]).joined(separator: "\n"))
      + "\n}())"
  }

  private func condition(_ condition: TypedCondition) -> String {
    switch condition {
    case .test(let test):
      let text = text(test)
      // A closure at the end of a condition would be read as the body.
      return text.hasSuffix("}") || text.contains("{") ? "(\(text))" : text
    case .bind(let id, let value):
      let text = text(value)
      modes[id] = mode
      return "case \(variable(id).isReassigned ? "var" : "let") \(name(id)) = (\(text))"
    case .unwrap(let id, let value):
      let text = text(value)
      modes[id] = mode
      return "\(variable(id).isReassigned ? "var" : "let") \(name(id)) = (\(text))"
    }
  }

  // MARK: loops

  private func loop(_ statement: TypedStatement, _ functions: [FunctionID]) -> [String] {
    switch statement.kind {
    case .loop(let conditions, let body, let label):
      return labelled(label, isLoop: true) {
        ["while \(self.conditions([conditions])) {"] + self.body(body, functions) + ["}"]
      }
    case .repeating(let body, while: let test, let label):
      return labelled(label, isLoop: true) { repeating(body, test, label, functions) }
    case .count(let loop, let body, let label):
      let lower = plainNumber(loop.lower)
      let upper = plainNumber(loop.upper)
      let to = loop.isClosed ? "through" : loop.step == nil ? "upTo" : "to"
      let step = loop.step.map { ", by: " + plainNumber($0) } ?? ""
      return labelled(label, isLoop: true) {
        turns(
          loop.variable, "each(\(lower), \(to): \(upper)\(step))", isPlain: true, body, functions)
      }
    case .each(let id, in: let sequence, let body, let label):
      let (elements, isPlain) = elements(of: sequence)
      return labelled(label, isLoop: true) {
        turns(id, elements, isPlain: isPlain, body, functions)
      }
    default: return []
    }
  }

  /// A `for` loop; a counter or a part of something plain is lifted in traced mode.
  private func turns(
    _ id: VariableID, _ sequence: String, isPlain: Bool, _ body: [TypedStatement],
    _ functions: [FunctionID]
  ) -> [String] {
    let type = variable(id).type
    let isLifted = mode == .traced && isPlain && holdsNumbers(type)
    modes[id] = mode
    guard isLifted || variable(id).isReassigned else {
      let isUnused = variable(id).name.hasPrefix("$") && !variable(id).isRead
      let name = isUnused ? "_" : name(id)
      return ["for \(name) in \(sequence) {"] + self.body(body, functions) + ["}"]
    }
    let item = fresh()
    let value = isLifted ? lifted(item, type) : item
    return ["for \(item) in \(sequence) {", "  \(declaration(of: id)) = \(value)"]
      + self.body(body, functions) + ["}"]
  }

  private func repeating(
    _ body: [TypedStatement], _ test: TypedExpression, _ label: LabelID, _ functions: [FunctionID]
  ) -> [String] {
    // The condition sees the body's variables here, in Swift it does not.
    guard body.contains(where: { $0.continues(label) }) else {
      let lines = self.body(body, functions)
      return ["while true {"] + lines + ["  if !(\(text(test))) { break }", "}"]
    }
    return ["repeat {"] + self.body(body, functions) + ["} while \(text(test))"]
  }

  /// A statement that `break` can name.
  private func labelled(_ label: LabelID, isLoop: Bool, _ body: () -> [String]) -> [String] {
    enclosing.append((label, isLoop))
    var lines = body()
    enclosing.removeLast()
    let isNamed = lines.contains { line in
      line.split(separator: "\n").contains { part in
        part.hasSuffix("break block\(label)") || part.hasSuffix("continue block\(label)")
      }
    }
    if isNamed { lines[0] = "block\(label): " + lines[0] }
    return lines
  }

  private func isInnermostLoop(_ label: LabelID) -> Bool {
    enclosing.last { $0.isLoop }?.label == label
      && enclosing.contains { $0.label == label && $0.isLoop }
  }
}

extension TypedStatement {
  /// The range with all that stands in it: that of a loop may be its head alone.
  var extent: SourceRange {
    statements.reduce(range) { $0.union($1.extent) }
  }

  /// Whether the range lies in the statement.
  func holds(_ range: SourceRange) -> Bool {
    let extent = extent
    return extent.start <= range.start && range.end <= extent.end
  }

  /// Whether a function that stands in the statement has a block of its own to stand in: one of a
  /// statement inside, or one in which nothing else would be in its place.
  func hasPlace(for range: SourceRange) -> Bool {
    let inner = statements
    guard !inner.isEmpty else { return false }
    if inner.contains(where: { $0.holds(range) }) { return true }
    // Functions that the checker makes stand in the expressions of the statement itself.
    return !expressions.contains { $0.range.start <= range.start && range.end <= $0.range.end }
  }

  /// Whether it goes to the next turn of the loop `label`.
  func continues(_ label: LabelID) -> Bool {
    if case .continuing(label) = kind { return true }
    return statements.contains { $0.continues(label) }
  }
}
