using System.Collections.Concurrent;
using System.Diagnostics;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>
/// Starts programs from one thread that lives as long as the platform. <c>bwrap --die-with-parent</c> follows the thread that made
/// the process, not the process: started from a thread of the pool, sandboxes would be killed whenever the pool retires that thread.
/// </summary>
public sealed class SandboxSpawner : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    public SandboxSpawner()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "sandbox-spawner" };
        _thread.Start();
    }

    /// <summary>Starts a program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be executed.</exception>
    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    /// <summary>Ends the thread, and with it every sandbox that is still there.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }
}
