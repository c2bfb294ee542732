import Library
import Plotting
import Script

/// The pictures of a chapter that move, laid out by an earlier build, under the key of the chapter's
/// cells: the picture, what its states change in it, and the few charts that are shown by themselves.
///
/// A picture is known by its place among the cells and by what else it depends on, so that a chapter
/// whose prose has changed finds it again and need not even read the charts of its states.
struct KeptPictures {
  /// The name that pictures have in the file instead of their identifier in the page.
  static let placeholder = "MB-PICTURE"

  private let cache: RunCache
  private let key: String
  private var known: [String: [UInt8]] = [:]
  private var used: [(name: String, bytes: [UInt8])] = []
  private var isNew = false

  init(_ cache: RunCache, key: String) {
    self.cache = cache
    self.key = key + "-pictures"
    guard let bytes = cache.read(self.key) else { return }
    var reader = ValueReader(bytes)
    guard let count = reader.count(of: 16) else { return }
    for _ in 0..<count {
      guard let name = reader.text(), let bytes = reader.content() else {
        known = [:]
        return
      }
      known[name] = bytes
    }
  }

  /// The picture called `name`, with the identifier `id` in the page.
  mutating func picture(
    _ name: String, id: String, as pageName: String, controls: [Int]
  ) -> PageStates.Picture? {
    guard let bytes = known[name] else { return nil }
    var reader = ValueReader(bytes)
    guard let frames = reader.texts(), let label = reader.text(), let frame = reader.integer(),
      let shown = reader.integer(), let svg = reader.text(), let isWide = reader.integer(),
      let changes = Self.changes(&reader), let charts = Self.charts(&reader),
      charts[shown] != nil, frames.isEmpty || frames.indices.contains(frame), reader.isAtEnd
    else { return nil }
    used.append((name, bytes))
    return PageStates.Picture(
      id: id, name: pageName, controls: controls, frames: frames, frameLabel: label, frame: frame,
      charts: charts, shown: shown,
      family: Self.named(ChartFamily(svg: svg, changes: changes, isWide: isWide == 1), id))
  }

  /// Keeps `picture`, whose family was laid out under the placeholder.
  mutating func keep(_ picture: PageStates.Picture, as name: String) {
    var writer = ValueWriter()
    writer.add(picture.frames)
    writer.add(picture.frameLabel)
    writer.add(picture.frame)
    writer.add(picture.shown)
    writer.add(picture.family.svg)
    writer.add(picture.family.isWide ? 1 : 0)
    writer.add(picture.family.changes.count)
    for change in picture.family.changes { Self.add(change, to: &writer) }
    writer.add(picture.charts.count)
    for index in picture.charts.keys.sorted() {
      guard let chart = picture.charts[index], let bytes = StoredObject.bytes(of: chart)
      else { return }
      writer.add(index)
      writer.add(content: bytes)
    }
    used.append((name, writer.bytes))
    isNew = true
  }

  /// Writes the pictures that this build used, if one of them was not known.
  func write() {
    guard isNew else { return }
    var writer = ValueWriter()
    writer.add(used.count)
    for (name, bytes) in used {
      writer.add(name)
      writer.add(content: bytes)
    }
    cache.write(writer.bytes, key)
  }

  // MARK: Parts

  private static func charts(_ reader: inout ValueReader) -> [Int: any ScriptObject]? {
    guard let count = reader.count(of: 16) else { return nil }
    var charts: [Int: any ScriptObject] = [:]
    for _ in 0..<count {
      guard let index = reader.integer(), let bytes = reader.content() else { return nil }
      charts[index] = KeptObject("Chart", bytes)
    }
    return charts
  }

  private static func add(_ change: ChartFamily.Change, to writer: inout ValueWriter) {
    writer.add(change.element)
    writer.add(change.attribute)
    switch change.values {
    case .numbers(let template, let rows):
      writer.add(0)
      writer.add(template)
      writer.add(rows.count)
      for row in rows { writer.add(row) }
    case .texts(let texts, let indices):
      writer.add(1)
      writer.add(texts)
      writer.add(indices)
    }
  }

  private static func changes(_ reader: inout ValueReader) -> [ChartFamily.Change]? {
    guard let count = reader.count(of: 24) else { return nil }
    var changes: [ChartFamily.Change] = []
    for _ in 0..<count {
      guard let element = reader.integer(), let attribute = reader.text(),
        let kind = reader.integer(), let values = values(kind, &reader)
      else { return nil }
      changes.append(ChartFamily.Change(element: element, attribute: attribute, values: values))
    }
    return changes
  }

  private static func values(_ kind: Int, _ reader: inout ValueReader) -> ChartFamily.Values? {
    if kind == 1 {
      guard let texts = reader.texts(), let indices = reader.integers(),
        indices.allSatisfy(texts.indices.contains)
      else { return nil }
      return .texts(texts, indices)
    }
    guard let template = reader.text(), let count = reader.count(of: 8) else { return nil }
    var rows: [[Int]] = []
    rows.reserveCapacity(count)
    for _ in 0..<count {
      guard let row = reader.integers() else { return nil }
      rows.append(row)
    }
    return .numbers(template: template, rows)
  }

  /// The family with `id` in the place of the placeholder.
  static func named(_ family: ChartFamily, _ id: String) -> ChartFamily {
    let (bytes, old) = (Array(family.svg.utf8), Array(placeholder.utf8))
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var i = 0
    while i < bytes.count {
      if bytes[i] == old[0], i + old.count <= bytes.count,
        bytes[i..<i + old.count].elementsEqual(old)
      {
        result += id.utf8
        i += old.count
      } else {
        result.append(bytes[i])
        i += 1
      }
    }
    return ChartFamily(
      svg: String(decoding: result, as: UTF8.self), changes: family.changes, isWide: family.isWide)
  }
}
