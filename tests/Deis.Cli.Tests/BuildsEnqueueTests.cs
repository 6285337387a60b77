using Deis.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Cli.Tests;

public sealed class BuildsEnqueueTests
{
    private const string Build = "/v2/apps/peachy-waxworks/builds/queue/5f0c1d2e-0000-4000-8000-000000000001/";
    private const string Operation = "/v2/apps/peachy-waxworks/operations/queue-5f0c1d2e000040008000000000000001/";

    [Fact]
    public async Task Enqueue_Image_SendsItWithItsProcessTypes()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "types"), "# types\nweb: node server.js --port: 5000\n\nworker:  ./work\n");

        var result = await world.RunAsync("builds:enqueue", "--image=registry/x:1", "-p", "types");

        result.Text.ShouldBe("Queueing build... (spin)done, 5f0c1d2e-0000-4000-8000-000000000001\n");
        world.Server.Requests.Single().Body.ShouldBe(
            """{"image":"registry/x:1","source":null,"sha":null,"procfile":{"web":"node server.js --port: 5000","worker":"./work"}}""");
    }

    [Fact]
    public async Task Enqueue_Url_IsSentAsItIs()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("builds:enqueue", "https://ci.example.com/a.tar.gz#sha256=00", "-s", "0123456789abcdef0123456789abcdef01234567");

        result.ExitCode.ShouldBe(0, result.Error);
        world.Server.Requests.Single().Body.ShouldBe(
            """{"image":null,"source":"https://ci.example.com/a.tar.gz#sha256=00","sha":"0123456789abcdef0123456789abcdef01234567","procfile":null}""");
    }

    [Fact]
    public async Task Enqueue_Tarball_UploadsItWithoutTheToken()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllBytesAsync(Path.Combine(world.Folder, "source.tar.gz"), [0x1f, 0x8b, 1, 2, 3]);
        world.Server.Answer("POST /v2/apps/peachy-waxworks/builds/queue/upload/", 200,
            $$$"""{"key":"home/peachy-waxworks:queue-1/tar","url":"{{{world.Server.Url}}}/store/x?signature=s","method":"PUT","headers":{"x-ms-blob-type":"BlockBlob"}}""");
        var blobType = "";
        world.Server.Handle("PUT /store/x", context =>
        {
            blobType = context.Request.Headers["x-ms-blob-type"].ToString();
            context.Response.StatusCode = StatusCodes.Status201Created;
            return Task.CompletedTask;
        });

        var result = await world.RunAsync("builds:enqueue", "source.tar.gz");

        result.Text.ShouldBe("Uploading source.tar.gz... (spin)done\nQueueing build... (spin)done, 5f0c1d2e-0000-4000-8000-000000000001\n");
        var upload = world.Server.Requests.Single(request => request.Line.StartsWith("PUT", StringComparison.Ordinal));
        upload.Authorization.ShouldBeNullOrEmpty();
        upload.Body.Length.ShouldBe(5);
        blobType.ShouldBe("BlockBlob");
        world.Server.Requests[^1].Body.ShouldMatch("""^\{"image":null,"source":"home/peachy-waxworks:queue-1/tar","sha":"[0-9a-f]{40}","procfile":null\}$""");
    }

    [Fact]
    public async Task Enqueue_Wait_FollowsItToItsRelease()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("builds:enqueue", "--image=x", "--wait");

        result.Text.ShouldBe(
            "Queueing build... (spin)done, 5f0c1d2e-0000-4000-8000-000000000001\nWaiting for its turn... (spin)started\nDeploying... (spin)done, v8\n");
        result.ExitCode.ShouldBe(0);
        world.Server.Lines.ShouldBe(["POST /v2/apps/peachy-waxworks/builds/queue/", $"GET {Build}", $"GET {Operation}"]);
    }

    [Fact]
    public async Task Enqueue_WaitForOneThatIsRefused_SaysWhy()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer($"GET {Build}", 200,
            """{"id":"5f0c1d2e-0000-4000-8000-000000000001","state":"refused","operation":"queue-1","reason":"Tried 5 times. The cluster is away."}""");

        var result = await world.RunAsync("builds:enqueue", "--image=x", "--wait");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe("Error: the build was refused: Tried 5 times. The cluster is away.\n");
    }

    [Fact]
    public async Task Enqueue_WaitForOneThatFails_SaysWhy()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer($"GET {Operation}", 200, """{"id":"queue-1","kind":"deploy","user":"bob","created":"","status":"failed","version":null,"error":"no Procfile"}""");

        var result = await world.RunAsync("builds:enqueue", "--image=x", "--wait");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe("Error: no Procfile\n'deis logs' tells more; 'deis releases' and 'deis ps' show what runs now.\n");
    }

    [Theory]
    [InlineData("", "give either a source or --image")]
    [InlineData("x.tar.gz --image=y", "give either a source or --image")]
    [InlineData("x.tar.gz --procfile=y", "--procfile goes with --image; source brings its own Procfile")]
    [InlineData("https://x.example/y", "--sha=<sha> is needed with a URL")]
    [InlineData("text", "text is no .tar.gz; make one with 'git archive --format=tar.gz -o source.tar.gz HEAD'")]
    [InlineData("nothing.tar.gz", "there is no file nothing.tar.gz; name a tarball, or give an image by --image")]
    [InlineData("none/x.tar.gz", "there is no file none/x.tar.gz; name a tarball, or give an image by --image")]
    [InlineData(".", ". is a folder; make a tarball of it with 'git archive --format=tar.gz -o source.tar.gz HEAD'")]
    [InlineData("--image=x -p text", "text: 'no tarball' does not match the pattern 'type: command'")]
    public async Task Enqueue_OfWhatCannotBe_IsRefusedBeforeAnythingIsSent(string arguments, string error)
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "text"), "no tarball\n");

        var result = await world.RunAsync(["builds:enqueue", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        result.ShouldBe(new DeisResult(1, "", $"Error: {error}\n"));
        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_OfBuilds_ListsTheCommands()
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync("help", "builds");

        result.Output.ShouldBe(
            "\nValid commands for builds:\n\n"
            + "builds:list     list build history for an application\n"
            + "builds:create   imports an image and deploys as a new release\n"
            + "builds:enqueue  put a build into the queue, as CI does\n"
            + "\nUse 'deis help [command]' to learn more.\n");
    }
}
