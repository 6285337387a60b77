using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Deis.SshGateway.Sshd;

/// <summary>Runs sshd as a child. It ends with us in whatever way we end: it is stopped when the pipe that is its wrapper's standard input closes. Sessions
/// that are going on finish. When sshd ends by itself it is started again.</summary>
internal sealed partial class SshdProcess : IAsyncDisposable
{
    private const string Listening = "Server listening on ";

    // A file mounted over /etc/passwd would be gone as soon as the machine replaces that (adduser, or the installation of a package); so sshd gets an /etc of
    // links to the machine's. Links of the machine are copied: they may be relative.
    /// <summary>$1: what sshd shall see as /etc/passwd, or nothing; $2: configuration; $3: folder where the machine's /etc goes.</summary>
    private const string Wrapper =
        """
        mkdir -p -m 0755 /run/sshd || exit
        if [ -n "$1" ]; then
          mkdir -p "$3" && mount --bind /etc "$3" && mount -t tmpfs -o mode=0755 tmpfs /etc || exit
          find "$3" -mindepth 1 -maxdepth 1 -type l -exec cp -P -t /etc {} +
          find "$3" -mindepth 1 -maxdepth 1 ! -type l -exec ln -s -t /etc {} +
          ln -sf "$1" /etc/passwd || exit
        fi
        exec 3<&0
        setpriv --pdeathsig TERM -- /usr/sbin/sshd -D -e -f "$2" </dev/null 3<&- &
        sshd=$!
        { read -r _ <&3; kill "$sshd"; } >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait "$sshd"
        status=$?
        kill "$watch" 2>/dev/null
        exit $status
        """;

    private static readonly TimeSpan _startWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _stopWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _lastWordsWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _restartAfter = TimeSpan.FromSeconds(2);

    private readonly ProcessStartInfo _start;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    private SshdProcess(ProcessStartInfo start, TimeProvider time, ILogger logger)
    {
        _start = start;
        _time = time;
        _logger = logger;
    }

    /// <summary>Starts sshd and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It does not start; the message has its last words.</exception>
    public static async Task<SshdProcess> StartAsync(
        SshGatewayOptions options, GatewayPaths paths, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        SshdProcess sshd = new(CommandOf(options, paths), time, logger);
        TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        sshd._running = sshd.SuperviseAsync(listening);
        try
        {
            await listening.Task.WaitAsync(_startWithin, time, cancellationToken);
            return sshd;
        }
        catch
        {
            await sshd.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private static ProcessStartInfo CommandOf(SshGatewayOptions options, GatewayPaths paths)
    {
        string[] command =
        [
            .. options.SudoPrefix,
            .. options.PrivateAccount ? (string[])["unshare", "--mount", "--propagation", "private", "--"] : [],
            "/bin/sh", "-c", Wrapper, "sshd-wrapper", options.PrivateAccount ? paths.Passwd : "", paths.SshdConfig, paths.MachineSettings,
        ];
        return new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = "/" };
    }

    private async Task SuperviseAsync(TaskCompletionSource listening)
    {
        while (!_stopping.IsCancellationRequested)
        {
            using var process = Process.Start(_start)!;
            var lastWords = await FollowAsync(process, listening);
            if (_stopping.IsCancellationRequested)
            {
                await StopAsync(process);
                return;
            }

            if (listening.TrySetException(new InvalidOperationException($"sshd does not start: {lastWords}")))
            {
                return;
            }

            LogEnded(lastWords);
            await Task.Delay(_restartAfter, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Returns what it said last, when it has ended or shall end. Sessions keep the pipe open, so its end is not waited for long.
    private async Task<string> FollowAsync(Process process, TaskCompletionSource listening)
    {
        List<string> last = [];
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var watch = CancelAtExitAsync(process, ended);
        try
        {
            while (await process.StandardError.ReadLineAsync(ended.Token) is { } line)
            {
                LogLine(line);
                last = [.. last.TakeLast(4), line];
                if (line.StartsWith(Listening, StringComparison.Ordinal))
                {
                    listening.TrySetResult();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // ended, or we stop
        }

        await watch;
        return string.Join(" / ", last);
    }

    private async Task CancelAtExitAsync(Process process, CancellationTokenSource ended)
    {
        try
        {
            await process.WaitForExitAsync(_stopping.Token);
            ended.CancelAfter(_lastWordsWithin);
        }
        catch (OperationCanceledException)
        {
            // we stop; the caller sees that, too
        }
    }

    private async Task StopAsync(Process process)
    {
        process.StandardInput.Close();
        using CancellationTokenSource limit = new(_stopWithin, _time);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            LogDoesNotStop(process.Id);
        }
    }

    [LoggerMessage(2231, LogLevel.Information, "sshd: {Line}")]
    private partial void LogLine(string line);

    [LoggerMessage(2232, LogLevel.Error, "sshd ended by itself and is started again: {LastWords}")]
    private partial void LogEnded(string lastWords);

    [LoggerMessage(2233, LogLevel.Error, "sshd, process {Process}, does not stop")]
    private partial void LogDoesNotStop(int process);
}
