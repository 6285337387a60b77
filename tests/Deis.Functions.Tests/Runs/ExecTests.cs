using System.Text;
using System.Text.Json;
using Deis.Functions.Tests.Support;
using Deis.Platform.Logs;
using Deis.Platform.Runtime;

namespace Deis.Functions.Tests.Runs;

/// <summary>Commands inside processes: what the API says, and how it carries the streams. The command is a stand-in; the tests of the cluster have real ones.</summary>
[Collection(ApiCollection.Name)]
public sealed class ExecTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string Failure = """{"status":"Failure","reason":"InternalError","message":""";

    private readonly ApiHost _api = fixture.Api;
    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddRunningAppAsync(_user, "web", "worker");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Exec_CarriesAllStreamsAndTellsTheExitCode()
    {
        using var socket = await StartAsync("web", new { command = "cat", terminal = new { columns = 132, rows = 50, type = "xterm" } });

        await socket.SendAsync([0, .. "hello"u8]);
        (await socket.ReceiveAsync()).ShouldBe("\u0001hello");
        await socket.SendAsync([4, .. """{"Width":140,"Height":60}"""u8]);
        (await socket.ReceiveAsync()).ShouldBe("\u0002140x60");
        var command = Executed("web");
        (command.Line, command.Interaction).ShouldBe(("cat", new JobInteraction(new TerminalSize(132, 50), "xterm")));
        command.Ending = CommandEnd.Exited(3);
        await socket.SendAsync([255, 0]);

        (await socket.ReceiveAsync()).ShouldBe(
            "\u0003" + """{"status":"Failure","reason":"NonZeroExitCode","message":"command terminated with exit code 3","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}""");
        (await socket.ReceiveAsync()).ShouldBeNull();
        await command.Left.WaitAsync(_deadline);
    }

    [Theory]
    [InlineData("web", "web")]
    [InlineData("worker", "worker")]
    [InlineData("APP-worker-1234567890-abcde", "worker")]
    [InlineData("abcde", "web")]
    public async Task Exec_TypeOrName_FindsTheProcess(string word, string type)
    {
        using var socket = await StartAsync(word.Replace("APP", _app, StringComparison.Ordinal), new { command = "true" });
        await socket.SendAsync([255, 0]);

        (await socket.ReceiveAsync()).ShouldBe("\u0003" + """{"status":"Success"}""");
        Executed(type).Interaction.ShouldBe(new JobInteraction(null));
    }

    [Fact]
    public async Task Exec_Type_PrefersAProcessThatIsUp()
    {
        _api.Runtime.SetProcesses(_app, [
            StandInRuntime.Process(_app, "web", "aaaaa") with { State = ProcessState.Crashed },
            StandInRuntime.Process(_app, "web", "bbbbb") with { State = ProcessState.Starting },
            StandInRuntime.Process(_app, "web", "ccccc"),
        ]);

        using var socket = await StartAsync("web", new { command = "true" });
        await socket.SendAsync([255, 0]);
        await socket.ReceiveAsync();

        _api.Runtime.Executed.Keys.ShouldContain($"{_app}-web-1234567890-ccccc");
    }

    [Fact]
    public async Task Exec_TellsTheLogWhoAndWhereButNotWhat()
    {
        using var socket = await StartAsync("web", new { command = "echo secret words" });
        await socket.SendAsync([0, .. "."u8]);
        await socket.ReceiveAsync();

        List<string> lines = [];
        await foreach (var entry in _api.Logs.ReadAsync(_app, new LogQuery(100), _deadline))
        {
            lines.Add($"{entry.Source}: {entry.Message}");
        }
        lines.ShouldContain($"{LogLine.Controller}: INFO {_user.Name} runs a command in {_app}-web-1234567890-abcde");
        lines.ShouldAllBe(line => !line.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no JSON", "The first message must be a JSON object with the command: ")]
    [InlineData("[]", "The first message must be a JSON object with the command: it is none.")]
    [InlineData("{}", "command is a required field")]
    [InlineData("""{"command":1}""", "command must be a string")]
    [InlineData("""{"command":"ls","terminal":{"rows":0}}""", "terminal: Must be an object such as ")]
    public async Task Exec_ImpossibleWish_IsToldAndNothingRuns(string wish, string answer)
    {
        using var socket = await OpenAsync("web");

        await socket.SendAsync(Encoding.UTF8.GetBytes(wish));

        (await socket.ReceiveAsync()).ShouldNotBeNull().ShouldStartWith($"\u0003{Failure}\"{answer}");
        (await socket.ReceiveAsync()).ShouldBeNull();
        _api.Runtime.Executed.Keys.ShouldNotContain($"{_app}-web-1234567890-abcde");
    }

    [Fact]
    public async Task Exec_CallerWhoSaysNothing_IsToldWhatWasMissing()
    {
        await using var api = await fixture.StartAsync(new HastyTimers(TimeSpan.FromSeconds(30)));
        var user = await api.AddUserAsync();
        var app = await api.AddRunningAppAsync(user, "web");

        using var socket = await ChannelSocket.OpenAsync(api, $"/v2/apps/{app}/pods/web/exec", user, _deadline);

        (await socket.ReceiveAsync()).ShouldNotBeNull().ShouldStartWith($"\u0003{Failure}\"The first message must be a JSON object with the command: it is missing");
        (await socket.ReceiveAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Exec_CommandThatRunsForADay_IsEndedWithAReason()
    {
        await using var api = await fixture.StartAsync(new HastyTimers(TimeSpan.FromDays(1)));
        var user = await api.AddUserAsync();
        var app = await api.AddRunningAppAsync(user, "web");
        using var socket = await ChannelSocket.OpenAsync(api, $"/v2/apps/{app}/pods/web/exec", user, _deadline);

        await socket.SendAsync("""{"command":"cat"}"""u8.ToArray());

        (await socket.ReceiveAsync()).ShouldBe($"\u0003{Failure}\"It was ended: commands inside processes may run for 24 hours.\"}}");
        await api.Runtime.Executed[$"{app}-web-1234567890-abcde"].Left.WaitAsync(_deadline);
    }

    [Fact]
    public async Task Exec_CommandThatDoesNotComeToItsOwnEnd_IsToldAsAProblem()
    {
        using var socket = await StartAsync("web", new { command = "cat" });
        await socket.SendAsync([0, .. "."u8]);
        await socket.ReceiveAsync();
        Executed("web").Ending = CommandEnd.Failed("The connection broke.");
        await socket.SendAsync([255, 0]);

        (await socket.ReceiveAsync()).ShouldBe($"\u0003{Failure}\"The connection broke.\"}}");
    }

    [Fact]
    public async Task Exec_CallerLeaves_LetsGoOfTheCommand()
    {
        using var socket = await StartAsync("web", new { command = "cat" });
        await socket.SendAsync([0, .. "."u8]);
        await socket.ReceiveAsync();

        socket.Abort();

        await Executed("web").Left.WaitAsync(_deadline);
    }

    [Fact]
    public async Task Exec_WhoMayNot_IsRefused()
    {
        var stranger = await _api.AddUserAsync();
        (await StatusAsync("web", stranger)).ShouldBe(403);
        (await StatusAsync("web", null)).ShouldBe(401);
        var token = (await _api.Post("/v2/tokens", new { name = "reads", scope = "read" }, _user).SendAsync()).Json["token"]!.ToString();
        (await StatusAsync("web", _user with { Token = token })).ShouldBe(403, "to run a command takes more than to look");

        await _api.ShareAsync(_app, stranger);

        (await StatusAsync("web", stranger)).ShouldBe(101);
    }

    [Theory]
    [InlineData("nothing", 404)]
    [InlineData("zzzzz", 404)]
    [InlineData("crash", 409)]
    [InlineData("run", 409)]
    public async Task Exec_WhatIsNoRunningProcess_IsRefused(string word, int status)
    {
        _api.Runtime.SetProcesses(_app, [
            StandInRuntime.Process(_app, "crash", "aaaaa") with { State = ProcessState.Crashed }, StandInRuntime.Process(_app, "run", "bbbbb"),
        ]);

        (await StatusAsync(word, _user)).ShouldBe(status);
    }

    [Fact]
    public async Task Exec_WhereNoPlatformDoesIt_IsRefused()
    {
        var capabilities = _api.Runtime.Capabilities;
        _api.Runtime.Capabilities &= ~RuntimeCapabilities.Execution;
        try
        {
            (await StatusAsync("web", _user)).ShouldBe(409);
        }
        finally
        {
            _api.Runtime.Capabilities = capabilities;
        }
    }

    [Fact]
    public async Task Exec_WhenTheRuntimeIsAway_IsUnavailable()
    {
        await using var api = await fixture.StartAsync();
        var user = await api.AddUserAsync();
        var app = await api.AddRunningAppAsync(user, "web");
        using var socket = await ChannelSocket.OpenAsync(api, $"/v2/apps/{app}/pods/web/exec", user, _deadline);

        api.Runtime.IsAway = true;
        await socket.SendAsync("""{"command":"ls"}"""u8.ToArray());

        (await socket.ReceiveAsync()).ShouldBe($"\u0003{Failure}\"(exec): the app runtime does not answer; try again in a moment\"}}");
        (await ChannelSocket.TryOpenAsync(api, $"/v2/apps/{app}/pods/web/exec", user, _deadline)).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Exec_WithoutWebSocket_IsRefused() => (await _api.Get($"/v2/apps/{_app}/pods/web/exec", _user).SendAsync())
        .ShouldHaveStatus(400).Body.ShouldBe($$"""{"detail":"Only a WebSocket with the protocol {{ChannelSocket.Protocol}} runs a command in a process."}""");

    private EchoCommand Executed(string type) => _api.Runtime.Executed[$"{_app}-{type}-1234567890-abcde"];

    private async Task<ChannelSocket> StartAsync(string process, object wish)
    {
        var socket = await OpenAsync(process);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(wish));
        return socket;
    }

    private Task<ChannelSocket> OpenAsync(string process) => ChannelSocket.OpenAsync(_api, PathOf(process), _user, _deadline);

    private async Task<int> StatusAsync(string process, TestUser? user)
    {
        var (socket, status) = await ChannelSocket.TryOpenAsync(_api, PathOf(process), user, _deadline);
        socket?.Dispose();
        return status;
    }

    private string PathOf(string process) => $"/v2/apps/{_app}/pods/{process}/exec";
}
