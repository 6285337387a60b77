using System.Collections.Concurrent;
using Deis.Kubernetes.Queues;
using Deis.Kubernetes.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Deis.Kubernetes.Tests;

public sealed class WorkQueueTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<string> _seen = [];
    private Task _running = Task.CompletedTask;

    [Fact]
    public async Task Key_AddedWhileItWaits_IsSeenOnce()
    {
        WorkQueue<string> queue = new(_time);
        queue.Add("a");
        queue.Add("b");
        queue.Add("a");

        Run(queue, 1, _ => Task.FromResult<TimeSpan?>(null));
        queue.Add("end");

        await Eventually.TrueAsync(() => _seen.Contains("end"), "all were seen");
        _seen.ShouldBe(["a", "b", "end"]);
    }

    [Fact]
    public async Task Key_AddedWhileItIsSeen_IsSeenOnceMoreAndNeverTwiceAtATime()
    {
        WorkQueue<string> queue = new(_time);
        TaskCompletionSource first = new();
        var (now, most) = (0, 0);
        Run(queue, 4, async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await first.Task;
            Interlocked.Decrement(ref now);
            return null;
        });
        queue.Add("a");
        await Eventually.TrueAsync(() => _seen.Count == 1, "it is being seen");

        queue.Add("a");
        queue.Add("a");
        first.SetResult();

        await Eventually.TrueAsync(() => _seen.Count == 2 && Volatile.Read(ref now) == 0, "it was seen again");
        most.ShouldBe(1);
    }

    [Fact]
    public async Task Key_ThatIsToBeSeenLater_IsSeenThen()
    {
        WorkQueue<string> queue = new(_time);
        Run(queue, 1, _ => Task.FromResult<TimeSpan?>(_seen.Count == 1 ? TimeSpan.FromMinutes(5) : null));
        queue.Add("a");
        await Eventually.TrueAsync(() => _seen.Count == 1, "it was seen");

        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                return _seen.Count == 2;
            },
            "it was seen again");

        (_time.GetUtcNow() - _time.Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Key_SeenOftenWhileItIsToBeSeenLater_IsSeenOnceThen()
    {
        WorkQueue<string> queue = new(_time);
        Run(queue, 1, key => Task.FromResult<TimeSpan?>(key == "a" ? TimeSpan.FromMinutes(10) : null));
        for (var looks = 1; looks <= 5; looks++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            queue.Add("a");
            await SeeAsync(queue, $"look {looks}");
        }

        for (var minute = 1; minute < 10; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await SeeAsync(queue, $"after {minute} minutes");
        }
        _seen.Count(key => key == "a").ShouldBe(5);
        _time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(() => _seen.Count(key => key == "a") == 6, "it was seen again");
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        _over.Dispose();
    }

    // There is one worker, so it is done with all that was added before.
    private async Task SeeAsync(WorkQueue<string> queue, string key)
    {
        queue.Add(key);
        await Eventually.TrueAsync(() => _seen.Contains(key), "it was seen");
    }

    private void Run(WorkQueue<string> queue, int workers, Func<string, Task<TimeSpan?>> work) =>
        _running = queue.RunAsync(
            workers,
            (key, _) =>
            {
                _seen.Enqueue(key);
                return work(key);
            },
            _over.Token);
}
