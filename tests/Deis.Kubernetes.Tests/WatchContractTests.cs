using Deis.Kubernetes.Tests.Support;

namespace Deis.Kubernetes.Tests;

/// <summary>The documented contract of watches, where a real server cannot be brought to show it at will.</summary>
public sealed class WatchContractTests : IAsyncLifetime
{
    private const string Gone = """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old resource version: 20 (900)","reason":"Expired","code":410}""";

    private ScriptedServer _server = null!;
    private k8s.Kubernetes _client = null!;

    public async Task InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _client = Objects.Connect(_server.Url);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Bookmark_MovesTheVersionAndIsNoObject()
    {
        _server.Watch(ends: true, Line("ADDED", "one", 20), """{"type":"BOOKMARK","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"700"}}}""");

        await using RunningInformer informer = new(_client, "space");
        await Eventually.TrueAsync(() => _server.WatchedFrom.Count == 2, "the watch is opened again");

        _server.WatchedFrom.ShouldBe(["10", "700"]);
        informer.Names.ShouldBe(["one"]);
    }

    [Fact]
    public async Task Version_ForgottenInMidWatch_IsListedAgainAndLostDeletionsAreTold()
    {
        _server.Watch(ends: false, Line("ADDED", "one", 20), $$"""{"type":"ERROR","object":{{Gone}}}""");

        await using RunningInformer informer = new(_client, "space");
        await Eventually.TrueAsync(() => _server.WatchedFrom.Count == 2, "it is watched again");

        informer.Told.ShouldBe(["+one", "-one"]);
        informer.Informer.Lists.ShouldBe(2);
        _server.WatchedFrom.ShouldBe(["10", "10"]);
    }

    [Fact]
    public async Task Version_ForgottenAtTheStart_IsListedAgain()
    {
        _server.Watch(ends: true, Line("ADDED", "one", 20));
        _server.Refuse(410, Gone);

        await using RunningInformer informer = new(_client, "space");
        await Eventually.TrueAsync(() => _server.WatchedFrom.Count >= 3, "it is watched again");

        _server.WatchedFrom.Take(3).ShouldBe(["10", "20", "10"]);
        informer.Informer.Lists.ShouldBe(2);
    }

    [Theory]
    [InlineData(429, "{}")]
    [InlineData(500, "a proxy in between fell over")]
    [InlineData(403, """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"no","reason":"Forbidden","code":403}""")]
    public async Task Watch_ThatIsRefused_IsTriedAgainFromTheSameVersion(int code, string body)
    {
        _server.Watch(ends: true, Line("ADDED", "one", 20));
        _server.Refuse(code, body);
        _server.Watch(ends: false, Line("ADDED", "two", 21));

        await using RunningInformer informer = new(_client, "space");
        await Eventually.TrueAsync(() => informer.Told.Count == 2, "the second object is told");

        _server.WatchedFrom.ShouldBe(["10", "20", "20"]);
        informer.Informer.Lists.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"type":"ADDED","object":{"kind":"ConfigMap","metadata":""")]
    [InlineData("""{"type":"RENAMED","object":{"metadata":{"name":"two","resourceVersion":"21"}}}""")]
    public async Task Line_ThatCannotBeRead_MakesAllBeListedAgain(string line)
    {
        _server.Watch(ends: false, Line("ADDED", "one", 20), line);
        await using RunningInformer informer = new(_client, "space");

        await Eventually.TrueAsync(() => _server.WatchedFrom.Count >= 2, "it is watched again");

        informer.Informer.Lists.ShouldBe(2);
        informer.Told.ShouldBe(["+one", "-one"]);
    }

    private static string Line(string type, string name, int version) =>
        $$$$"""{"type":"{{{{type}}}}","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{{name}}}}","namespace":"space","resourceVersion":"{{{{version}}}}"}}}""";
}
