-- order: 149
-- title_vi: Tỷ lệ thủ tục rà soát có phương án thay đổi
-- title_en: Reviewed procedures with a change
-- formula_vi: (đã rà soát − giữ nguyên) ÷ đã rà soát
-- formula_en: (reviewed − kept unchanged) ÷ reviewed
-- unit: percent
-- direction: up
-- family: review
-- legal_basis: Đề cương báo cáo, Thông tư 01/2020/TT-VPCP, mục I.4
-- formula_version: 1
-- fields: review.done, review.kept
-- headline: no
-- given: review.done = 40, review.kept = 6
-- expect: numerator = 34, denominator = 40, value = 85
-- caveats_vi: Chỉ tính khi báo cáo nêu số giữ nguyên; một thủ tục có thể có nhiều phương án, nên không cộng các phương
--     án lại.
-- caveats_en: Only where a report states how many were kept; a procedure may have several solutions, so solutions are
--     not added up.
--
-- Trong số thủ tục hành chính đã rà soát, bao nhiêu phần trăm có phương án khác giữ nguyên: bãi bỏ, sửa đổi, bổ sung,
-- thay thế, liên thông hoặc làm trên môi trường điện tử.
--
-- Of the procedures reviewed, the share not kept unchanged: abolished, amended, replaced, made inter-agency or given an
-- electronic solution.
--
-- One row per unit, administrative level, period, window and report that states any of it.

select
    place_vintage,
    place_code,
    unit,
    unit_kind,
    admin_level,
    period_kind,
    period,
    period_start,
    period_end,
    window_basis,
    report_id,
    confidence,
    review_done - review_kept as numerator,
    review_done as denominator
from figures
where
    review_done is not null
    or review_kept is not null
