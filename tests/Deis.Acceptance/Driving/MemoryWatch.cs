using System.Globalization;

namespace Deis.Acceptance.Driving;

/// <summary>Follows how much memory a platform takes while something is done to it.</summary>
public sealed class MemoryWatch : IAsyncDisposable
{
    private const double Megabyte = 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Platform _platform;
    private readonly double _before;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private double _receiving;

    public MemoryWatch(Platform platform)
    {
        _platform = platform;
        // Forgets the peak of earlier tests (proc(5), clear_refs).
        File.WriteAllText($"/proc/{platform.Pid}/clear_refs", "5");
        _before = Of($"/proc/{platform.Pid}", "VmRSS:");
        _watching = WatchAsync();
    }

    /// <summary>By how many MB the platform, with router, API and gateway, grew at its peak.</summary>
    public double PlatformGrowth => Of($"/proc/{_platform.Pid}", "VmHWM:") - _before;

    /// <summary>MB of the commands of SSH clients together at their peak: helper, hook and git, without mapped files.</summary>
    public double ReceivingPeak => _receiving;

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"platform {_before:0} MB, at its peak {PlatformGrowth:0} MB more; git side at most {ReceivingPeak:0} MB");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _receiving = Math.Max(_receiving, Directory.EnumerateDirectories("/proc").Where(IsOfClient).Sum(process => Of(process, "RssAnon:")));
            await Task.Delay(Pause, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsOfClient(string process) =>
        Path.GetFileName(process).All(char.IsAsciiDigit) && Read(process, "environ").Contains($"DEIS_GIT_HOME={_platform.Repositories}\0", StringComparison.Ordinal);

    private static double Of(string process, string field) => Read(process, "status").Split('\n')
        .Where(line => line.StartsWith(field, StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / Megabyte)
        .FirstOrDefault();

    // A process may end, or be none of ours.
    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
