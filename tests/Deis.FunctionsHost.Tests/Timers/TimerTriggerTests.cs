using System.Threading.Channels;
using Deis.FunctionsHost.Tests.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.FunctionsHost.Tests.Timers;

/// <summary>Timers of several replicas on one database; the clock is the test's.</summary>
[Collection(QueueCollection.Name)]
public sealed class TimerTriggerTests(QueueServers servers) : IAsyncLifetime
{
    private const string Hourly = "0 0 * * * *";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly WaitingClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero));
    private readonly Firings _firings = new();

    public async Task InitializeAsync()
    {
        await using var command = servers.Database.CreateCommand("delete from functions.timers");
        await command.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Timer_WhenItsTimeComes_FiresOnceForAllReplicas()
    {
        await using var first = await StartAsync(_firings);
        await using var second = await StartAsync(_firings);

        var seen = new List<TimerInfo>();
        for (var hour = 1; hour <= 5; hour++)
        {
            await MoveToAsync(At(hour), replicas: 2);
            seen.Add(await _firings.NextAsync());
        }

        await first.App.StopAsync();
        await second.App.StopAsync();
        _firings.Count.ShouldBe(5);
        seen.ShouldAllBe(info => !info.IsPastDue);
        seen[^1].ScheduleStatus!.Last.ShouldBe(At(4).UtcDateTime);
        seen[^1].ScheduleStatus!.Next.ShouldBe(At(6).UtcDateTime);
    }

    [Fact]
    public async Task Firings_MissedWhileNothingRan_AreMadeUpForOnce()
    {
        await using (await StartAsync(_firings))
            await NextIsAsync(At(1));
        _clock.Advance(TimeSpan.FromHours(10));

        await using var host = await StartAsync(_firings);

        (await _firings.NextAsync()).IsPastDue.ShouldBeTrue();
        await NextIsAsync(At(11));
        _firings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Firing_OfAReplicaThatDied_IsTakenOver()
    {
        await using var host = await StartAsync(_firings);
        await NextIsAsync(At(1));
        // Another replica was faster, and was killed while it ran.
        await ExecuteAsync("update functions.timers set owner = gen_random_uuid(), leased_until = '2026-01-01 01:32:00+00'");

        await MoveUntilAsync(() => _firings.Count == 1, At(3), replicas: 1);

        (await _firings.NextAsync()).IsPastDue.ShouldBeTrue();
        _clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(At(1) + TimeSpan.FromMinutes(32));
    }

    [Fact]
    public async Task Function_ThatFails_FiresAgainNextTimeAndNotBefore()
    {
        _firings.Fails = true;
        await using var host = await StartAsync(_firings);
        await MoveToAsync(At(1), replicas: 1);
        await _firings.NextAsync();

        await MoveToAsync(At(2), replicas: 1);

        await _firings.NextAsync();
        _firings.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Schedule_ThatChanged_BeginsAnew()
    {
        await using (await StartAsync(_firings))
            await NextIsAsync(At(1));
        _clock.Advance(TimeSpan.FromHours(10));

        await using var host = await StartAsync(_firings, "0 0 0 * * *");

        await NextIsAsync(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        _firings.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("nightly", "'nightly' is no schedule")]
    [InlineData("0 0 0 30 2 *", "'0 0 0 30 2 *' is no schedule")]
    public async Task Schedule_ThatIsNone_StopsTheStart(string schedule, string message) =>
        (await StartAsync(_firings, schedule).ShouldThrowAsync<HostConfigurationException>()).Message.ShouldContain(message);

    [Fact]
    public async Task Role_OtherThanTimer_FiresNothing()
    {
        await using var host = await StartAsync(_firings, roles: "api,queue,orchestrations");

        await using var command = servers.Database.CreateCommand("select count(*) from functions.timers");
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    private Task<TestHost> StartAsync(Firings firings, string schedule = Hourly, string roles = "timer") => TestHost.StartAsync(new TestHost.Setup
    {
        FunctionClasses = [typeof(Functions)],
        Arguments = ["--roles", roles],
        Build = builder =>
        {
            builder.Services.AddSingleton(servers.Database).AddSingleton(firings).AddSingleton<TimeProvider>(_clock);
            builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("SCHEDULE", (string?)schedule)]);
        },
    });

    /// <summary>Moves the clock from one time that is waited for to the next, each when all replicas wait.</summary>
    private Task MoveToAsync(DateTimeOffset time, int replicas) => MoveUntilAsync(() => _clock.GetUtcNow() >= time, time, replicas);

    private async Task MoveUntilAsync(Func<bool> condition, DateTimeOffset limit, int replicas)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            if (_clock.Waiters == replicas)
                _clock.MoveOn(limit);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
        }
    }

    private static DateTimeOffset At(int hour) => new(2026, 1, 1, hour, 0, 0, TimeSpan.Zero);

    private async Task NextIsAsync(DateTimeOffset next)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            await using var command = servers.Database.CreateCommand("select count(*) from functions.timers where next = @next and owner is null");
            command.Parameters.AddWithValue("next", next);
            if (await command.ExecuteScalarAsync(deadline.Token) is 1L)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = servers.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public sealed class Functions(Firings firings)
    {
        [Function("hourly")]
        public void Fire([TimerTrigger("%SCHEDULE%")] TimerInfo info) => firings.Add(info);
    }

    public sealed class Firings
    {
        private readonly Channel<TimerInfo> _infos = Channel.CreateUnbounded<TimerInfo>();
        private int _count;

        public bool Fails { get; set; }

        public int Count => Volatile.Read(ref _count);

        public void Add(TimerInfo info)
        {
            Interlocked.Increment(ref _count);
            _infos.Writer.TryWrite(info);
            if (Fails)
                throw new InvalidOperationException("broken");
        }

        public async Task<TimerInfo> NextAsync() => await _infos.Reader.ReadAsync().AsTask().WaitAsync(Deadline);
    }
}
