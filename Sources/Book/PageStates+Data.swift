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
    var text = "{\"c\":["
    text += controls.map { placed in
      "{\"n\":\(Self.quoted(placed.name)),\"v\":\(Self.list(placed.control.texts)),"
        + "\"i\":\(placed.control.initial)}"
    }.joined(separator: ",")
    text += "],\"t\":[" + words.map(Self.data).joined(separator: ",")
    text += "],\"p\":[" + pictures.map(Self.data).joined(separator: ",") + "]}"
    return text
  }

  /// The bytes of what depends on sets of controls that `isCounted` picks.
  func byteCount(_ isCounted: ([Int]) -> Bool) -> Int {
    words.filter { isCounted($0.controls) }.reduce(0) { $0 + Self.data($1).utf8.count }
      + pictures.filter { isCounted($0.controls) }.reduce(0) { $0 + Self.data($1).utf8.count }
  }

  /// The bytes of the data of `picture`.
  func bytes(of picture: Picture) -> Int { Self.data(picture).utf8.count }

  private static func data(_ words: Words) -> String {
    "{\"c\":\(list(words.controls)),\"v\":\(list(words.texts))}"
  }

  private static func data(_ picture: Picture) -> String {
    var numbers: [String] = []
    var texts: [String] = []
    for change in picture.family.changes {
      let start = "[\(change.element),\(quoted(change.attribute)),"
      switch change.values {
      case .numbers(let template, let rows):
        let all = rows.map { list($0) }.joined(separator: ",")
        numbers.append("\(start)\(quoted(template)),[\(all)]]")
      case .texts(let words, let indices):
        texts.append("\(start)\(list(words)),\(list(indices))]")
      }
    }
    return "{\"k\":\(quoted(picture.id)),\"h\":\(quoted(picture.name)),"
      + "\"c\":\(list(picture.controls)),\"f\":\(list(picture.frames)),\"t\":\(picture.frame),"
      + "\"n\":[\(numbers.joined(separator: ","))],\"s\":[\(texts.joined(separator: ","))]}"
  }

  private static func list(_ numbers: [Int]) -> String {
    "[" + numbers.map { String($0) }.joined(separator: ",") + "]"
  }

  private static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ",") + "]"
  }

  private static func quoted(_ text: String) -> String {
    JSONText.quoted(text).replacing("<", with: "\\u003c")
  }
}
