/// A growing run of trivial values for one owner: an array without checks on the hot path.
///
/// The parser appends a node every ten bytes or so; the measured price of `Array`'s uniqueness and
/// bounds checks there is a tenth of the whole parse. Indices come from the parser itself, never
/// from the input; a debug build checks them.
struct Pile<Element: BitwiseCopyable>: ~Copyable {
  /// The storage.
  private(set) var base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 16) {
    self.capacity = max(capacity, 4)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
    @inline(__always) _modify {
      assert(index >= 0 && index < count)
      yield &base[index]
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    base[count] = element
    count += 1
  }

  mutating func append(contentsOf source: UnsafePointer<Element>, count added: Int) {
    if count + added > capacity { grow(to: count + added) }
    (base + count).update(from: source, count: added)
    count += added
  }

  mutating func removeLast() { count -= 1 }

  mutating func removeAll() { count = 0 }

  mutating func truncate(to newCount: Int) { count = min(count, newCount) }

  @inline(never)
  private mutating func grow(to needed: Int) {
    let larger = max(needed, capacity + capacity / 2 + 16)
    let storage = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    storage.update(from: base, count: count)
    base.deallocate()
    base = storage
    capacity = larger
  }
}
