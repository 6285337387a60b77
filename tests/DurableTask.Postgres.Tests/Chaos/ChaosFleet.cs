using DurableTask.Postgres.Tests.Support;

namespace DurableTask.Postgres.Tests.Chaos;

/// <summary>Worker processes of which now and then one is killed and replaced.</summary>
internal sealed class ChaosFleet : IAsyncDisposable
{
    private readonly Func<WorkerProcess> _start;
    private readonly WorkerProcess[] _workers;

    public ChaosFleet(int size, Func<WorkerProcess> start)
    {
        _start = start;
        _workers = [.. Enumerable.Range(0, size).Select(_ => start())];
    }

    /// <summary>Workers that the test killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Workers that ended by themselves; there should be none.</summary>
    public int Deaths { get; private set; }

    /// <summary><c>kill -9</c> of one worker; another takes its place.</summary>
    public async Task KillOneAsync(Random random)
    {
        var place = random.Next(_workers.Length);
        if (_workers[place].HasExited)
        {
            Deaths++;
        }
        else
        {
            await _workers[place].KillAsync();
            Kills++;
        }

        await _workers[place].DisposeAsync();
        _workers[place] = _start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }
    }
}
