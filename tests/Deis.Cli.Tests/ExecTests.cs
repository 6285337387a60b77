using System.Net.WebSockets;
using System.Text;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

/// <summary><c>deis ps:exec</c>. The controller's end of the conversation is a stand-in that answers with what it got.</summary>
public sealed class ExecTests
{
    private const string Protocol = "v5.channel.k8s.io";
    private const string First = "peachy-waxworks-web-4084101150-aaaaa";

    [Theory]
    [InlineData("ps:exec web -- ls -la", "web", "ls -la")]
    [InlineData("ps:exec -a peachy-waxworks worker -- rake db:check --trace", "worker", "rake db:check --trace")]
    [InlineData("ps:exec peachy-waxworks-web-4084101150-zzzzz -- ls", "peachy-waxworks-web-4084101150-zzzzz", "ls")]
    public async Task Exec_InAProcess_ShowsBothStreamsAsTheyAreAndEndsWithTheCode(string arguments, string process, string command)
    {
        await using var world = await CliWorld.LoggedInAsync();
        Answer(world, process);

        var result = await world.RunWithInputAsync("not for it", arguments.Split(' '));

        result.ShouldBe(new DeisResult(3, $$"""{"command":"{{command}}"}""", "0 bytes"));
        world.Server.Lines.ShouldBe([$"GET /v2/apps/peachy-waxworks/pods/{process}/exec"]);
    }

    [Fact]
    public async Task Exec_WithoutAProcess_TakesTheFirstOfTheListThatIsUp()
    {
        await using var world = await CliWorld.LoggedInAsync();
        Answer(world, First);

        (await world.RunAsync("ps:exec", "--", "ls")).ExitCode.ShouldBe(3);

        world.Server.Lines.ShouldBe(["GET /v2/apps/peachy-waxworks/pods/?limit=1000", $"GET /v2/apps/peachy-waxworks/pods/{First}/exec"]);
    }

    [Fact]
    public async Task Exec_Interactive_PassesStandardInputOn()
    {
        await using var world = await CliWorld.LoggedInAsync();
        Answer(world, "web");

        (await world.RunWithInputAsync("twelve bytes", "ps:exec", "web", "-i", "--", "cat")).Error.ShouldBe("12 bytes");
    }

    [Fact]
    public async Task Exec_AtATerminal_AsksForOneAndSaysWhereItIs()
    {
        await using var world = await CliWorld.LoggedInAsync();
        Answer(world, First);

        await using var running = world.StartOnTerminal("ps:exec -- bash");
        var result = await running.EndAsync();

        result.Output.ShouldStartWith($"Running 'bash' in {First}...\r\n");
        result.Output.ShouldContain("""{"command":"bash","terminal":{"columns":""");
        result.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task Exec_Refused_SaysWhy()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/pods/web/exec", 409, """{"detail":"This platform runs no commands inside processes. Use 'deis run'."}""");

        (await world.RunAsync("ps:exec", "web", "--", "ls")).ShouldBe(
            new DeisResult(1, "", "Error: This platform runs no commands inside processes. Use 'deis run'.\n"));
    }

    [Fact]
    public async Task Exec_WhereNothingIsUp_SaysWhatToDo()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/pods/", 200, """{"count":1,"results":[{"name":"peachy-waxworks-run-abcde","type":"run","release":"v2","state":"up"}]}""");

        (await world.RunAsync("ps:exec", "--", "ls")).Error.ShouldBe(
            "Error: No process of peachy-waxworks is up\n'deis ps' lists those that there are; 'deis scale <type>=1' starts one.\n");
    }

    [Theory]
    [InlineData("ps:exec web ls")]
    [InlineData("ps:exec ls")]
    [InlineData("ps:exec web --")]
    [InlineData("ps:exec web worker -- ls")]
    public async Task Exec_CommandThatIsNotBehindDashes_IsMisuse(string arguments)
    {
        await using var world = await CliWorld.LoggedInAsync();

        (await world.RunAsync(arguments.Split(' '))).ShouldBe(new DeisResult(1, "", "Usage: deis ps:exec [<process>] [options] -- <command>...\n"));
        world.Server.Requests.ShouldBeEmpty();
    }

    // Says the wish to standard output, the length of the input to standard error, and ends with 3.
    private static void Answer(CliWorld world, string process) => world.Server.Handle($"GET /v2/apps/peachy-waxworks/pods/{process}/exec", async context =>
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
        var wish = await ReceiveAsync(socket);
        await SendAsync(socket, [1, .. wish]);
        var length = 0;
        // A terminal's input does not end.
        while (!Encoding.UTF8.GetString(wish).Contains("terminal", StringComparison.Ordinal) && await ReceiveAsync(socket) is [0, .. var input])
            length += input.Length;
        await SendAsync(socket, [2, .. Encoding.ASCII.GetBytes($"{length} bytes")]);
        await SendAsync(socket, [3, .. """{"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}"""u8]);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    });

    private static Task SendAsync(WebSocket socket, byte[] message) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    private static async Task<byte[]> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[1024];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return buffer[..received.Count];
    }
}
