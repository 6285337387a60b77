using Deis.Client.Apps;

namespace Deis.Cli.Apps.Attached;

/// <summary>
/// Tells the sizes of our terminal to the one at the other end. Signals are handled at the same time: each looks at the terminal when it is its turn, so the last word
/// is the last size.
/// </summary>
/// <param name="look">Looks at our terminal.</param>
/// <param name="tell">Tells of it; throws nothing.</param>
internal sealed class SizeReports(Func<RunTerminal> look, Func<RunTerminal, Task> tell)
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    /// <summary>The size has changed.</summary>
    /// <returns>Completes when the other end was told.</returns>
    public Task ReportAsync()
    {
        lock (_gate)
            return _last = ReportAsync(_last);
    }

    private async Task ReportAsync(Task before)
    {
        await before;
        await tell(look());
    }
}
