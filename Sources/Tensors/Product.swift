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
    let job = SharedJob(a: a, b: b, out: out)
    let width = Product.width
    let splitsRows = m >= n
    DispatchQueue.concurrentPerform(iterations: (side + share - 1) / share) { part in
      let start = part * share
      let size = min(share, side - start)
      if splitsRows {
        mb_product(
          size, n, k, job.a.at(row: start, column: 0), job.b.at(row: 0, column: 0),
          job.out + start * n, n, width)
      } else {
        mb_product(
          m, size, k, job.a.at(row: 0, column: 0), job.b.at(row: 0, column: start),
          job.out + start, n, width)
      }
    }
  }

  private static func threads(_ m: Int, _ n: Int, _ k: Int) -> Int {
    guard processors > 1, max(m, n) >= 48 else { return 1 }
    let work = Double(m) * Double(n) * Double(k) / Double(threadWork)
    return work < 2 ? 1 : min(processors, Int(min(work, 1024)))
  }
}

/// What the threads of one product read, and where each writes rows or columns of its own.
private struct SharedJob: @unchecked Sendable {
  let a: MatrixOperand
  let b: MatrixOperand
  let out: UnsafeMutablePointer<Double>
}
