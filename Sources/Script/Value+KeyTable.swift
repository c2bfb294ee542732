/// Keys with values in the order of insertion, found by hash: what a dictionary or set is made of.
///
/// The entries stand side by side; a table of slots, open addressing with linear steps, names their
/// places. A removed entry stays as a gap that nothing equals until the next growth closes it, so
/// removing keeps the order of the rest.
///
/// A class, so that a dictionary in a register is one word and is changed in place while nobody else
/// holds it. It is mutated only by the one dictionary that holds it uniquely.
final class KeyTable: @unchecked Sendable {
  private struct Entry {
    var key: Value
    var value: Value
    /// The hash of the key, or `removed`.
    var hash: UInt32
  }

  private static let removed = UInt32.max
  /// Slots are kept at most three eighths full, gaps included: whether a key stands in its first slot
  /// is as good as random, so that each key that does not costs a jump that nobody foresaw.
  private static let leastSlots = 16

  /// The place of an entry plus one, or 0; a power of two of them.
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask: Int
  private var entries: UnsafeMutablePointer<Entry>
  /// Entries in use, gaps included.
  private(set) var end = 0
  /// Keys.
  private(set) var count = 0

  init() {
    mask = Self.leastSlots - 1
    slots = .allocate(capacity: Self.leastSlots)
    slots.initialize(repeating: 0, count: Self.leastSlots)
    entries = .allocate(capacity: Self.room(mask))
  }

  /// The same keys and values, without gaps, in a table of its own.
  init(copying other: KeyTable) {
    mask = Self.leastSlots - 1
    while Self.room(mask) <= other.count { mask = 2 * mask + 1 }
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    entries = .allocate(capacity: Self.room(mask))
    for place in 0..<other.end where other.entries[place].hash != Self.removed {
      (entries + end).initialize(to: other.entries[place])
      occupy(end)
      end += 1
    }
    count = end
  }

  deinit {
    entries.deinitialize(count: end)
    entries.deallocate()
    slots.deallocate()
  }

  /// How many entries go with `mask + 1` slots.
  private static func room(_ mask: Int) -> Int { (mask + 1) / 8 * 3 }

  /// The place of `key`, or -1.
  ///
  /// - Complexity: O(1) on average.
  func place(of key: borrowing Value) -> Int {
    place(of: key, keyHash(key))
  }

  private func place(of key: borrowing Value, _ hash: UInt32) -> Int {
    var slot = Int(hash) & mask
    while true {
      let place = Int(slots[slot]) - 1
      if place < 0 { return -1 }
      if entries[place].hash == hash, isSameKey(entries[place].key, key) { return place }
      slot = (slot + 1) & mask
    }
  }

  /// Whether an entry stands at `place`, which is below `end`; else it is a gap.
  func isOccupied(_ place: Int) -> Bool { entries[place].hash != Self.removed }

  /// The key at an occupied place.
  func key(at place: Int) -> Value { entries[place].key }

  /// The value at an occupied place.
  func value(at place: Int) -> Value { entries[place].value }

  /// Puts `value` at an occupied place.
  func set(_ value: Value, at place: Int) { entries[place].value = value }

  /// Takes the value at an occupied place out.
  func take(at place: Int) -> Value { taken(&entries[place].value) }

  /// Adds `number` to the number of `key`, or to `otherwise` if there is no such key.
  @inline(__always)
  func add(_ number: Double, to key: borrowing Value, otherwise: Double) {
    let place = place(of: key)
    guard place >= 0 else { return append(copy key, .double(otherwise + number)) }
    withUnsafeMutablePointer(to: &entries[place].value) { slot in
      let old = Script.number(of: slot.pointee)
      // A plain number needs no end.
      if isPlainNumber(slot.pointee) {
        slot.initialize(to: .double(old + number))
      } else {
        slot.pointee = .double(old + number)
      }
    }
  }

  /// Adds `number` to the number of `text`; false, and nothing has changed, if no key holds the text
  /// in the same words or its value is not a plain number.
  @inline(__always)
  func add(_ number: Double, to text: ShortText) -> Bool {
    var slot = Int(text.hash) & mask
    while true {
      let place = Int(slots[slot]) - 1
      if place < 0 { return false }
      if isText(entries[place].key, text) {
        return withUnsafeMutablePointer(to: &entries[place].value) { value in
          guard isPlainNumber(value.pointee) else { return false }
          // A plain number needs no end.
          value.initialize(to: .double(Script.number(of: value.pointee) + number))
          return true
        }
      }
      slot = (slot + 1) & mask
    }
  }

  /// Adds a key that is not there yet.
  ///
  /// - Complexity: O(1) on average.
  func append(_ key: Value, _ value: Value) {
    if end == Self.room(mask) { makeRoom() }
    (entries + end).initialize(to: Entry(key: key, value: value, hash: keyHash(key)))
    occupy(end)
    end += 1
    count += 1
  }

  /// Takes the entry at an occupied place away.
  func remove(at place: Int) {
    entries[place] = Entry(key: .void, value: .void, hash: Self.removed)
    count -= 1
  }

  private func occupy(_ place: Int) {
    var slot = Int(entries[place].hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(truncatingIfNeeded: place + 1)
  }

  /// Closes the gaps, and doubles the table if they were few.
  private func makeRoom() {
    let old = entries
    let oldEnd = end
    if count > Self.room(mask) / 2 { mask = 2 * mask + 1 }
    slots.deallocate()
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    entries = .allocate(capacity: Self.room(mask))
    end = 0
    for place in 0..<oldEnd {
      if old[place].hash == Self.removed {
        (old + place).deinitialize(count: 1)
      } else {
        (entries + end).moveInitialize(from: old + place, count: 1)
        occupy(end)
        end += 1
      }
    }
    old.deallocate()
  }
}

/// Whether a value is a number by itself.
@inline(__always)
func isPlainNumber(_ value: borrowing Value) -> Bool {
  switch value {
  case .double: true
  default: false
  }
}

// MARK: short texts

/// A text of up to 15 bytes of ASCII as the two words that hold it, the count in the last byte.
///
/// They are read without counting a reference, and are equal if the texts are. A text whose bytes
/// stand elsewhere has none, however short it is.
struct ShortText {
  private let low: UInt64
  private let high: UInt64

  /// The words of `value`; nil if it is no text of this kind.
  @inline(__always)
  init?(_ value: borrowing Value) {
    #if arch(x86_64) || arch(arm64)
      switch value {
      case .string(let text):
        (low, high) = unsafeBitCast(text, to: (UInt64, UInt64).self)
        if high &>> 60 != 0xE { return nil }
      default: return nil
      }
    #else
      return nil
    #endif
  }

  /// Whether `text` is held in the same words.
  @inline(__always)
  func isHeld(by text: borrowing String) -> Bool {
    #if arch(x86_64) || arch(arm64)
      let words = unsafeBitCast(copy text, to: (UInt64, UInt64).self)
      return words.0 == low && words.1 == high
    #else
      return false
    #endif
  }

  /// The hash of the text as a key.
  @inline(__always)
  var hash: UInt32 { shortHash(low, high & 0x0FFF_FFFF_FFFF_FFFF) }
}

/// Whether a value is `text`, held in the same words.
@inline(__always)
private func isText(_ value: borrowing Value, _ text: ShortText) -> Bool {
  switch value {
  case .string(let other): text.isHeld(by: other)
  default: false
  }
}

// MARK: equality and hashes of keys

/// Whether two keys are equal; the kinds that keys mostly are of come first.
@inline(__always)
func isSameKey(_ left: borrowing Value, _ right: borrowing Value) -> Bool {
  switch left {
  case .string(let a):
    switch right {
    case .string(let b): return a == b
    default: return false
    }
  case .double(let a):
    switch right {
    case .double(let b): return a == b
    default: break
    }
  default: break
  }
  return copy left == copy right
}

/// The hash of a key: equal keys have equal hashes, below 2³¹.
@inline(__always)
func keyHash(_ key: borrowing Value) -> UInt32 {
  switch key {
  case .string(let text): hash(of: text)
  default: otherHash(key)
  }
}

@inline(never)
private func otherHash(_ key: borrowing Value) -> UInt32 {
  switch key {
  case .string(let text): return hash(of: text)
  case .double(let number): return mixed(number == 0 ? 0 : number.bitPattern)
  case .traced(let traced): return keyHash(traced.value)
  default:
    var hasher = Hasher()
    (copy key).hash(into: &hasher)
    return mixed(UInt64(truncatingIfNeeded: hasher.finalize()))
  }
}

/// The hash of a text. Texts are equal if they are canonically equivalent, so those beyond ASCII
/// are left to the standard library, which knows how.
///
/// A text of up to 15 bytes of ASCII mostly stands in the value itself (``ShortText``), two words of
/// which the last byte holds 0xE and the count; then they are hashed as they are. Where it does not,
/// `shortHash` gets the same words.
@inline(__always)
private func hash(of text: String) -> UInt32 {
  #if arch(x86_64) || arch(arm64)
    let words = unsafeBitCast(text, to: (UInt64, UInt64).self)
    if words.1 &>> 60 == 0xE { return shortHash(words.0, words.1 & 0x0FFF_FFFF_FFFF_FFFF) }
  #endif
  return longHash(of: text)
}

/// The hash of up to 15 bytes with their count in the lower half of the last one: one product, as
/// every look-up waits for it.
@inline(__always)
private func shortHash(_ low: UInt64, _ high: UInt64) -> UInt32 {
  let product = (low ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: high ^ 0xE703_7ED1_A0B4_28DB)
  return UInt32(truncatingIfNeeded: (product.high ^ product.low) &>> 33)
}

@inline(never)
private func longHash(of text: String) -> UInt32 {
  let ascii = text.utf8.withContiguousStorageIfAvailable { hash(ofASCII: $0) }
  if let hash = ascii ?? nil { return hash }
  let folded = String(String.UnicodeScalarView(text.unicodeScalars.map(asciiEquivalent)))
  if let hash = Array(folded.utf8).withUnsafeBufferPointer(hash(ofASCII:)) { return hash }
  var hasher = Hasher()
  hasher.combine(text)
  return mixed(UInt64(truncatingIfNeeded: hasher.finalize()))
}

/// The three scalars beyond ASCII that are canonically equivalent to one in it: the kelvin sign,
/// the Greek question mark and the Greek varia. (Unicode keeps decompositions for ever.)
private func asciiEquivalent(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar {
  case "\u{212A}": "K"
  case "\u{37E}": ";"
  case "\u{1FEF}": "`"
  default: scalar
  }
}

/// The hash of bytes, eight at a time; nil if one is not ASCII.
private func hash(ofASCII bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
  let count = bytes.count
  guard let base = bytes.baseAddress, count > 15 else {
    var words = (low: UInt64(0), high: UInt64(count) &<< 56)
    for (place, byte) in bytes.enumerated() {
      if byte >= 0x80 { return nil }
      if place < 8 {
        words.low |= UInt64(byte) &<< (8 * UInt64(place))
      } else {
        words.high |= UInt64(byte) &<< (8 * UInt64(place - 8))
      }
    }
    return shortHash(words.low, words.high)
  }
  let raw = UnsafeRawPointer(base)
  var state = UInt64(truncatingIfNeeded: count)
  var seen: UInt64 = 0
  var start = 0
  while start + 8 < count {
    let word = raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)
    seen |= word
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state &>> 32
    start += 8
  }
  let word = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
  seen |= word
  return seen & 0x8080_8080_8080_8080 == 0 ? mixed(state ^ word) : nil
}

/// The upper bits of a product, in which every bit of `state` has a part.
@inline(__always)
private func mixed(_ state: UInt64) -> UInt32 {
  let first = (state ^ state &>> 32) &* 0x9E37_79B9_7F4A_7C15
  let second = (first ^ first &>> 29) &* 0xBF58_476D_1CE4_E5B9
  return UInt32(truncatingIfNeeded: second &>> 33)
}
