import Markup
import Plotting
import Script

extension PageStates {
  /// The data of the page's script: what each control is and what it moves, in numbers.
  ///
  /// `c` holds the controls (`n` name, `v` texts, `i` initial position), `t` the texts (`c` controls,
  /// `v` a text for each state), `p` the pictures (`k` identifier, `c` controls, `f` names of frames,
  /// `t` first frame, `n` attributes made of a template and numbers, `s` attributes with a text for
  /// each state). No `<` stands in it, so that nothing ends the element around it.
  var data: String {
    var out = StateData()
    out.add("{\"c\":")
    out.list(controls) { out, placed in
      out.add("{\"n\":")
      out.quoted(placed.name)
      out.add(",\"v\":")
      out.list(placed.control.texts) { $0.quoted($1) }
      out.add(",\"i\":")
      out.add(placed.control.initial)
      out.add("}")
    }
    out.add(",\"t\":")
    out.list(words) { $0.add($1) }
    out.add(",\"p\":")
    out.list(pictures) { $0.add($1) }
    out.add("}")
    return String(decoding: out.bytes, as: UTF8.self)
  }

  /// The bytes of what depends on sets of controls that `isCounted` picks.
  func byteCount(_ isCounted: ([Int]) -> Bool) -> Int {
    var out = StateData()
    for words in words where isCounted(words.controls) { out.add(words) }
    for picture in pictures where isCounted(picture.controls) { out.add(picture) }
    return out.bytes.count
  }

  /// The bytes of the data of `picture`.
  func bytes(of picture: Picture) -> Int {
    var out = StateData()
    out.add(picture)
    return out.bytes.count
  }
}

/// JSON without spaces, and without `<` in its texts.
private struct StateData {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ number: Int) { bytes += String(number).utf8 }

  mutating func list<Element>(_ elements: [Element], _ add: (inout Self, Element) -> Void) {
    self.add("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { self.add(",") }
      add(&self, element)
    }
    self.add("]")
  }

  mutating func list(_ numbers: [Int]) { list(numbers) { $0.add($1) } }

  mutating func quoted(_ text: String) {
    for byte in JSONText.quoted(text).utf8 {
      if byte == UInt8(ascii: "<") { add("\\u003c") } else { bytes.append(byte) }
    }
  }

  mutating func add(_ words: PageStates.Words) {
    add("{\"c\":")
    list(words.controls)
    add(",\"v\":")
    list(words.texts) { $0.quoted($1) }
    add("}")
  }

  mutating func add(_ picture: PageStates.Picture) {
    add("{\"k\":")
    quoted(picture.id)
    add(",\"h\":")
    quoted(picture.name)
    add(",\"c\":")
    list(picture.controls)
    add(",\"f\":")
    list(picture.frames) { $0.quoted($1) }
    add(",\"t\":")
    add(picture.frame)
    var (numbers, texts) = ([ChartFamily.Change](), [ChartFamily.Change]())
    for change in picture.family.changes {
      if case .numbers = change.values { numbers.append(change) } else { texts.append(change) }
    }
    add(",\"n\":")
    list(numbers) { $0.add($1) }
    add(",\"s\":")
    list(texts) { $0.add($1) }
    add("}")
  }

  private mutating func add(_ change: ChartFamily.Change) {
    add("[")
    add(change.element)
    add(",")
    quoted(change.attribute)
    add(",")
    switch change.values {
    case .numbers(let template, let rows):
      quoted(template)
      add(",")
      list(rows) { $0.list($1) }
    case .texts(let words, let indices):
      list(words) { $0.quoted($1) }
      add(",")
      list(indices)
    }
    add("]")
  }
}
