using System.Diagnostics;
using Deis.Platform.Runtime.Local.Limits;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>
/// A running sandbox. On the host it is <c>bwrap</c> (our child), below it <c>bwrap</c> again as process 1 of the sandbox, below
/// that the main process of the app (docs/protocol/local-runtime.md §3).
/// </summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private static readonly TimeSpan GoneCheck = TimeSpan.FromMilliseconds(2);

    private readonly Process _monitor;
    private readonly IControlGroup? _group;
    private readonly SandboxFolder _folder;
    private readonly TimeProvider _time;
    private int _init;

    public Sandbox(Process monitor, IControlGroup? group, SandboxFolder folder, ISandboxStreams? streams, TimeProvider time)
    {
        _monitor = monitor;
        _group = group;
        _folder = folder;
        Streams = streams;
        _time = time;
        Completion = WaitAsync();
    }

    /// <summary>How somebody talks to its main process; null when nobody does.</summary>
    public ISandboxStreams? Streams { get; }

    /// <summary>What its processes write when nobody talks to them, in order: standard output and error are one pipe.</summary>
    public Stream Output => _monitor.StandardOutput.BaseStream;

    /// <summary>Where bwrap reads the environment from; to be closed then.</summary>
    public Stream Input => _monitor.StandardInput.BaseStream;

    /// <summary>What its processes write when somebody talks to them.</summary>
    public IReadOnlyList<(JobStream Stream, Stream Source)> Outputs => Streams?.Outputs(_monitor) ?? [];

    /// <summary>Completes when its main process has ended and nothing of it runs any more.</summary>
    public Task<SandboxExit> Completion { get; }

    /// <summary>The processes in it, as the host numbers them.</summary>
    public IReadOnlyList<int> Processes() => Init() is var init and > 0 ? ProcessTree.Family(init) : [];

    /// <summary>Sends SIGTERM to the main process. A shell that only waits for its command would die of it and take the command
    /// with it, so the signal goes to the first process below that handles it or has no children.</summary>
    public void Terminate()
    {
        if (Init() is var init and > 0)
        {
            foreach (var main in ProcessTree.Children(init))
            {
                // A shell at a terminal ignores SIGTERM; it goes when its terminal goes.
                if (Streams is { IsTerminal: true })
                    Native.Signal(main, Native.Hangup);
                Terminate(main);
            }
        }
        else
        {
            Kill();
        }
    }

    /// <summary>Ends it at once: without its process 1, the kernel kills the rest.</summary>
    public void Kill()
    {
        if (Completion.IsCompleted)
            return;
        if (Init() is var init and > 0)
            Native.Signal(init, Native.Kill);
        else
            _monitor.Kill();
    }

    /// <summary>Kills what is left and removes its folder and its control group.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await Completion;
        _monitor.Dispose();
        Streams?.Dispose();
        while (_group is not null && !_group.TryRemove())
            await Task.Delay(GoneCheck, _time, CancellationToken.None);
        _folder.Delete();
    }

    private static void Terminate(int pid)
    {
        var children = ProcessTree.Children(pid);
        if (children.Count == 0 || ProcessTree.Handles(pid, Native.Terminate))
        {
            Native.Signal(pid, Native.Terminate);
            return;
        }
        foreach (var child in children)
            Terminate(child);
    }

    private int Init()
    {
        if (_init == 0 && !Completion.IsCompleted)
            _init = ProcessTree.Children(_monitor.Id) is [var init, ..] ? init : 0;
        return _init;
    }

    private async Task<SandboxExit> WaitAsync()
    {
        await _monitor.WaitForExitAsync(CancellationToken.None);
        var exit = new SandboxExit(_monitor.ExitCode, _monitor.ExitCode != 0 && _group?.RanOutOfMemory() == true);
        // bwrap reports the exit code of the main process just before the kernel has cleared the rest of the sandbox away.
        while (_group?.Processes().Count > 0 || _init > 0 && ProcessTree.IsAlive(_init))
            await Task.Delay(GoneCheck, _time, CancellationToken.None);
        Streams?.Ended();
        return exit;
    }
}
