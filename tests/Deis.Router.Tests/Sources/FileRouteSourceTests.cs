using Deis.Router.Routes;
using Deis.Router.Sources;
using Deis.Router.Tests.Support;
using Deis.TestSupport.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Router.Tests.Sources;

#pragma warning disable CA1001 // The test runner ends it through IAsyncLifetime.
public sealed class FileRouteSourceTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("routes-");
    private readonly RouteTable _routes = new("localhost");
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _running);
        _stop.Dispose();
        _routes.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task RunAsync_FileChanges_TableFollows()
    {
        Write("""{"routes":[{"app":"one","hosts":["one"],"endpoints":["127.0.0.1:5000"]},{"app":"two","hosts":["two"]}]}""");
        Start();
        await AppsAsync("one", "two");
        _routes.TryGet("one", out var route).ShouldBeTrue();
        route.Endpoints.ShouldBe([UpstreamAddress.Parse("127.0.0.1:5000")]);

        Write("""{"routes":[{"app":"two","hosts":["two"],"maintenance":true,"timeoutSeconds":5},{"app":"three"}]}""");
        await AppsAsync("three", "two");

        _routes.TryGet("two", out route).ShouldBeTrue();
        route.Maintenance.ShouldBeTrue();
        route.Timeout.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task RunAsync_OneBadEntry_OnlyThatAppStaysAsItWas()
    {
        Write("""{"routes":[{"app":"bad","hosts":["bad"]},{"app":"good","hosts":["good"]}]}""");
        Start();
        await AppsAsync("bad", "good");

        Write("""{"routes":[{"app":"bad","hosts":["other"],"endpoints":["nonsense"]},{"app":"new","hosts":["new"]}]}""");
        await AppsAsync("bad", "new");

        _routes.Find("bad.localhost").ShouldNotBeNull();
        _routes.Find("other.localhost").ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_CertificatesInFiles_AreOfTheRoute()
    {
        var pem = TestCertificate.For("www.example.com");
        var file = Path.Combine(_folder.FullName, "www.pem");
        await File.WriteAllTextAsync(file, pem.Key + pem.Chain);
        Write($$$"""
            {"routes":[
              {"app":"one","hosts":["www.example.com","other.example.com"],"certificates":{"www.example.com":"{{{file}}}"}},
              {"app":"two","certificates":{"www.example.com":"{{{file}}}.missing"}},
              {"app":"three","certificates":{"www.example.com":null}},
              {"app":"zeta"}]}
            """);
        Start();
        await AppsAsync("one", "zeta");

        _routes.FindCertificate("www.example.com").ShouldNotBeNull().Options.ShouldNotBeNull().ServerCertificateContext!.TargetCertificate.Subject.ShouldBe("CN=www.example.com");
        _routes.FindCertificate("other.example.com").ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_TwoEntriesOfOneApp_TheFirstCounts()
    {
        Write("""{"routes":[{"app":"twice","hosts":["first"]},{"app":"twice","hosts":["second"]},{"app":"zeta"}]}""");
        Start();
        await AppsAsync("twice", "zeta");

        _routes.Find("first.localhost").ShouldNotBeNull();
        _routes.Find("second.localhost").ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_FileBrokenThenMended_RoutesStayThenFollow()
    {
        Write("""{"routes":[{"app":"one"}]}""");
        Start();
        await AppsAsync("one");

        Write("{ this is no JSON");
        File.Delete(FilePath);
        Write("""{"routes":[{"app":"two"}]}""");

        await AppsAsync("two");
    }

    [Fact]
    public async Task RunAsync_FileComesLater_IsRead()
    {
        Start();
        Write("""{"routes":[{"app":"one"}]}""");

        await AppsAsync("one");
    }

    [Fact]
    public async Task RunAsync_FileReplacedByRename_IsReadWithoutTheClock()
    {
        Write("""{"routes":[{"app":"one"}]}""");
        Start(new StoppedClock());
        await AppsAsync("one");

        Write("""{"routes":[{"app":"two"}]}""");

        await AppsAsync("two");
    }

    private string FilePath => Path.Combine(_folder.FullName, "routes.json");

    private void Start(TimeProvider? clock = null) => _running =
        new FileRouteSource(FilePath, clock ?? TimeProvider.System, NullLogger<FileRouteSource>.Instance).RunAsync(_routes, _stop.Token);

    // As an operator's tool would: a whole file takes the place of the former.
    private void Write(string text)
    {
        File.WriteAllText(FilePath + ".new", text);
        File.Move(FilePath + ".new", FilePath, overwrite: true);
    }

    private Task AppsAsync(params string[] apps) =>
        Eventually.TrueAsync(() => _routes.Apps().Order().SequenceEqual(apps), $"the apps {string.Join(", ", apps)}");

    /// <summary>A clock whose timers never fire.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            TimeProvider.System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
