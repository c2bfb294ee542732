import Claims
import Diagnostics
import Script

extension Assessor {
  /// Notes the controls that move nothing: a reader would set them in vain.
  mutating func noteUnusedControls(of program: ChapterProgram) {
    let controls = program.controls
    var used: Set<Int> = []
    for (piece, statements) in controls.statements {
      for (index, moved) in statements.enumerated() {
        // A control's own statement is no use of it.
        used.formUnion(
          moved.filter { control in
            controls.sites[control].piece != piece || controls.sites[control].statement != index
          })
      }
    }
    for moved in controls.expressions.values { used.formUnion(moved) }
    for (index, site) in controls.sites.enumerated() where !used.contains(index) {
      report(
        .worthLittle, "control.unused", at: site.range,
        "nothing depends on the control '\(site.name)'",
        hints: ["use it in a result, or take it out"])
    }
  }
}
