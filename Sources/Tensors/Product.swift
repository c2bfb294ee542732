import Dispatch
import Kernels

// A product of matrices is one chain of fused multiply-adds over the inner index for each element,
// from the first to the last. So the bits depend on nothing else: not on the machine's vectors, not
// on how the work is divided. The kernel is the C file product.c.

/// A matrix inside of a tensor, row-major or transposed.
struct MatrixOperand {
  let base: UnsafePointer<Double>
  let rowStride: Int
  let columnStride: Int

  /// The matrix at `base` with `columns` columns in row-major order.
  init(_ base: UnsafePointer<Double>, columns: Int) {
    self.base = base
    rowStride = columns
    columnStride = 1
  }

  /// The matrix whose transpose stands at `base`, so that it has `rows` rows.
  init(_ base: UnsafePointer<Double>, transposedRows rows: Int) {
    self.base = base
    rowStride = 1
    columnStride = rows
  }

  fileprivate func at(row: Int, column: Int) -> mb_matrix {
    mb_matrix(
      base: base + row * rowStride + column * columnStride, row: rowStride, column: columnStride)
  }
}

/// The matrix product, divided among threads where that pays.
enum Product {
  /// The widest vectors of this machine.
  static let width = mb_product_width()
  private static let processors = Int(mb_processors())
  /// Multiplications that keep one thread busy for about 0.2 ms; starting another was seen to take
  /// nearly half of that.
  private static let threadWork = 4_000_000
  /// Multiplications of which a thread that is awake can take a part: about 0.08 ms.
  private static let partnerWork = 1_600_000

  /// Writes `a` (m × k) times `b` (k × n) to `out`, row-major.
  static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: MatrixOperand, _ b: MatrixOperand,
    into out: UnsafeMutablePointer<Double>
  ) {
    let parts = threads(m, n, k)
    guard parts > 1 else {
      mb_product(m, n, k, a.at(row: 0, column: 0), b.at(row: 0, column: 0), out, n, width)
      return
    }
    // Shares end at multiples of 24, where tiles of every width end.
    let side = max(m, n)
    let share = ((side + parts - 1) / parts + 23) / 24 * 24
    let job = SharedProduct(m: m, n: n, k: k, a: a, b: b, out: out)
    if m * n * k < 2 * threadWork {
      ProductPartner.shared.divide(job, at: share)
    } else {
      DispatchQueue.concurrentPerform(iterations: (side + share - 1) / share) { part in
        job.run(from: part * share, to: min((part + 1) * share, side))
      }
    }
  }

  private static func threads(_ m: Int, _ n: Int, _ k: Int) -> Int {
    guard processors > 1, max(m, n) >= 48 else { return 1 }
    let work = Double(m) * Double(n) * Double(k)
    if work < Double(2 * threadWork) { return work < Double(partnerWork) ? 1 : 2 }
    return min(processors, Int(min(work / Double(threadWork), 1024)))
  }
}

/// A product whose longer side, rows or columns, is divided among threads; each writes its own part.
struct SharedProduct: @unchecked Sendable {
  let m: Int
  let n: Int
  let k: Int
  let a: MatrixOperand
  let b: MatrixOperand
  let out: UnsafeMutablePointer<Double>

  var side: Int { max(m, n) }

  /// Computes the rows, or the columns if there are more, from `start` to before `end`.
  func run(from start: Int, to end: Int) {
    if m >= n {
      mb_product(
        end - start, n, k, a.at(row: start, column: 0), b.at(row: 0, column: 0),
        out + start * n, n, Product.width)
    } else {
      mb_product(
        m, end - start, k, a.at(row: 0, column: 0), b.at(row: 0, column: start),
        out + start, n, Product.width)
    }
  }
}
