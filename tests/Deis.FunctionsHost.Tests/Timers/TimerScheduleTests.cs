using Deis.FunctionsHost.Timers;

namespace Deis.FunctionsHost.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z")]
    [InlineData("*/5 * * * *", "2026-01-01T00:00:01Z", "2026-01-01T00:05:00Z")]
    [InlineData("0 30 9 * Jan Mon", "2026-01-01T00:00:00Z", "2026-01-05T09:30:00Z")]
    [InlineData("30 0 0 13 * fri", "2026-01-01T00:00:00Z", "2026-02-13T00:00:30Z")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("01:30:00", "2026-01-01T00:00:00Z", "2026-01-01T01:30:00Z")]
    public void NextAfter_Time_IsTheFirstThatFits(string schedule, string time, string next) =>
        TimerSchedule.TryParse(schedule).ShouldNotBeNull().NextAfter(At(time)).ShouldBe(At(next));

    [Theory]
    [InlineData("")]
    [InlineData("nightly")]
    [InlineData("0 60 * * * *")]
    [InlineData("0 0 0 * * 7")]
    [InlineData("* * * *")]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("-00:01:00")]
    public void TryParse_WhatIsNoSchedule_IsNull(string schedule) => TimerSchedule.TryParse(schedule).ShouldBeNull();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
