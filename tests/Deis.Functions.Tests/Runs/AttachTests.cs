using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Deis.Orchestrations.Run;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Runs;

/// <summary>Talking to one-off commands: what the API says, and how it carries the streams. The command is a stand-in; the acceptance tests have real ones.</summary>
[Collection(ApiCollection.Name)]
public sealed class AttachTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddRunningAppAsync(_user, "web");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Run_ToTalkTo_StartsWithTheTerminalAndIsAnsweredAtOnce()
    {
        var (process, operation) = await StartAsync(new { command = "bash", attach = true, terminal = new { columns = 132, rows = 50, type = "xterm-256color" } });

        var input = _api.Operations.Inputs[operation].ShouldBeOfType<RunInput>();
        input.Process.ShouldBe(process);
        input.Interaction.ShouldBe(new JobInteraction(new TerminalSize(132, 50), "xterm-256color"));
        input.DeadlineSeconds.ShouldBe(TimeSpan.FromDays(1).TotalSeconds);
    }

    [Fact]
    public async Task Run_ToTalkToWithoutTerminal_HasPipes()
    {
        var (_, operation) = await StartAsync(new { command = "cat", attach = true });

        _api.Operations.Inputs[operation].ShouldBeOfType<RunInput>().Interaction.ShouldBe(new JobInteraction(null));
    }

    [Theory]
    [InlineData("""{"command":"ls","attach":true,"detach":true}""", """{"detail":"A command is either detached or attached to"}""")]
    [InlineData("""{"command":"ls","attach":1}""", """{"attach":["Must be a valid boolean."]}""")]
    [InlineData("""{"command":"ls","attach":true,"terminal":"xterm"}""", null)]
    [InlineData("""{"command":"ls","attach":true,"terminal":{"columns":0}}""", null)]
    [InlineData("""{"command":"ls","attach":true,"terminal":{"rows":1001}}""", null)]
    [InlineData("""{"command":"ls","attach":true,"terminal":{"rows":"24"}}""", null)]
    [InlineData("""{"command":"ls","attach":true,"terminal":{"type":"a b"}}""", null)]
    public async Task Run_ImpossibleWish_IsRefused(string body, string? answer)
    {
        var refusal = (await _api.Post($"/v2/apps/{_app}/run", JsonNode.Parse(body), _user).SendAsync()).ShouldHaveStatus(400);

        refusal.Body.ShouldBe(answer ?? """
            {"terminal":["Must be an object such as {\"columns\": 80, \"rows\": 24, \"type\": \"xterm\"}; columns and rows are numbers from 1 to 1000."]}
            """);
    }

    [Fact]
    public async Task Run_ToTalkToWhereNobodyCan_IsRefused()
    {
        var capabilities = _api.Runtime.Capabilities;
        _api.Runtime.Capabilities &= ~RuntimeCapabilities.Interaction;
        try
        {
            (await _api.Post($"/v2/apps/{_app}/run", new { command = "ls", attach = true }, _user).SendAsync())
                .ShouldHaveStatus(409).Json["detail"]!.ToString().ShouldStartWith("This platform lets nobody talk to a command.");
        }
        finally
        {
            _api.Runtime.Capabilities = capabilities;
        }
    }

    [Fact]
    public async Task Attach_CarriesAllStreamsAndTellsTheExitCode()
    {
        var (process, operation) = await StartAsync(new { command = "cat", attach = true });
        using var socket = await AttachAsync(process, _user);

        await socket.SendAsync([0, .. "hello"u8]);
        (await socket.ReceiveAsync()).ShouldBe("\u0001hello");
        await socket.SendAsync([4, .. """{"Width":132,"Height":50}"""u8]);
        (await socket.ReceiveAsync()).ShouldBe("\u0002132x50");
        await socket.SendAsync([255, 0]);
        await EndAsync(operation, exitCode: 3);

        (await socket.ReceiveAsync()).ShouldBe(
            "\u0003" + """{"status":"Failure","reason":"NonZeroExitCode","message":"command terminated with exit code 3","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}""");
        (await socket.ReceiveAsync()).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Attach_CommandThatSucceeds_TellsSo()
    {
        var (process, operation) = await StartAsync(new { command = "cat", attach = true });
        using var socket = await AttachAsync(process[^5..], _user);

        await socket.SendAsync([255, 0]);
        await EndAsync(operation, exitCode: 0);

        (await socket.ReceiveAsync()).ShouldBe("\u0003" + """{"status":"Success"}""");
    }

    [Theory]
    [InlineData(new byte[] { 4, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 9, 9, 9 })]
    public async Task Attach_MessageThatMeansNothing_IsSkipped(byte[] message)
    {
        var (process, _) = await StartAsync(new { command = "cat", attach = true });
        using var socket = await AttachAsync(process, _user);

        await socket.SendAsync(message);
        await socket.SendAsync([0, .. "hello"u8]);

        (await socket.ReceiveAsync()).ShouldBe("\u0001hello");
    }

    [Fact]
    public async Task Attach_CallerWhoSpeaksAnotherLanguage_IsLetGo()
    {
        var (process, _) = await StartAsync(new { command = "cat", attach = true });
        using var socket = await AttachAsync(process, _user);

        await socket.SendAsync([4, .. "wide"u8]);

        await _api.Runtime.Attached[process].Left.WaitAsync(_deadline);
    }

    [Fact]
    public async Task Attach_CallerLeaves_LetsGoOfTheCommand()
    {
        var (process, _) = await StartAsync(new { command = "cat", attach = true });
        var socket = await AttachAsync(process, _user);

        socket.Abort();

        await _api.Runtime.Attached[process].Left.WaitAsync(_deadline);
    }

    [Fact]
    public async Task Attach_WithoutWebSocket_IsRefused()
    {
        var (process, _) = await StartAsync(new { command = "cat", attach = true });

        (await _api.Get($"/v2/apps/{_app}/pods/run/{process}/attach", _user).SendAsync())
            .ShouldHaveStatus(400).Body.ShouldBe($$"""{"detail":"Only a WebSocket with the protocol {{ChannelSocket.Protocol}} attaches to a command."}""");
    }

    [Fact]
    public async Task Attach_WhoMayNot_IsRefused()
    {
        var (process, _) = await StartAsync(new { command = "cat", attach = true });
        var stranger = await _api.AddUserAsync();
        (await RefusalAsync(process, stranger)).ShouldBe(403);
        (await RefusalAsync(process, null)).ShouldBe(401);
        await _api.ShareAsync(_app, stranger);

        (await RefusalAsync(process, stranger)).ShouldBe(403, "only who has started it sees what it writes");
        (await RefusalAsync("zzzzz", _user)).ShouldBe(404);
    }

    [Fact]
    public async Task Attach_Twice_IsRefused()
    {
        var (process, _) = await StartAsync(new { command = "cat", attach = true });
        using var socket = await AttachAsync(process, _user);

        (await RefusalAsync(process, _user)).ShouldBe(409);
    }

    [Fact]
    public async Task Attach_CommandThatHasEnded_IsRefused()
    {
        var answer = (await _api.Post($"/v2/apps/{_app}/run", new { command = "cat", attach = true }, _user).SendAsync()).ShouldHaveStatus(202);

        (await RefusalAsync(answer.Json["process"]!.ToString(), _user)).ShouldBe(409);
    }

    private async Task<(string Process, string Operation)> StartAsync(object body)
    {
        _api.Operations.HoldAllOf(_app);
        var answer = (await _api.Post($"/v2/apps/{_app}/run", body, _user).SendAsync()).ShouldHaveStatus(202);
        return (answer.Json["process"]!.ToString(), answer.Json["operation"]!.ToString());
    }

    private async Task EndAsync(string operation, int exitCode)
    {
        await _api.UseDatabaseAsync(database => database.Runs.Where(run => run.Operation == operation)
            .ExecuteUpdateAsync(run => run.SetProperty(row => row.ExitCode, exitCode)));
        _api.Operations.Finish(operation, Deis.Orchestrations.ChangeOutcome.Success());
    }

    private Task<ChannelSocket> AttachAsync(string process, TestUser? user) => ChannelSocket.OpenAsync(_api, PathOf(process), user, _deadline);

    private async Task<int> RefusalAsync(string process, TestUser? user) => (await ChannelSocket.TryOpenAsync(_api, PathOf(process), user, _deadline)).Status;

    private string PathOf(string process) => $"/v2/apps/{_app}/pods/run/{process}/attach";
}
