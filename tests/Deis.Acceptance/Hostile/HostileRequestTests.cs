using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Acceptance.Hostile;

/// <summary>Requests that no client of ours sends.</summary>
[Collection(SharedPlatform.Name)]
public class HostileRequestTests(PlatformFixture fixture, ITestOutputHelper output)
{
    private const double MostGrowth = 200;
    private const int ManyBytes = 1_000_000;

    private static readonly string[] Hooks =
    [
        "/v2/hooks/key", "/v2/hooks/key/", "/v2/hooks/key/%00", "/v2/hooks/key/..%2f..%2fusers", "/v2/hooks/config", "/v2/hooks/config/", "/v2/hooks/build",
        "/v2/hooks/push", "/v2/hooks/push/upload", "/v2/hooks/push/push-x/events", "/v2/hooks/push/%00/events", "/v2/hooks/nothing",
    ];

    private static readonly (string Name, byte[] Body)[] Garbage =
    [
        ("nothing", []),
        ("no JSON", [.. "{"u8]),
        ("a list", [.. "[]"u8]),
        ("null", [.. "null"u8]),
        ("a number", [.. "1e999999"u8]),
        ("no UTF-8", [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
        ("NUL characters", [.. """{"receive_user":"\u0000","receive_repo":"\u0000","sha":"\u0000","operation":"\u0000","key":"\u0000"}"""u8]),
        ("half a character", [.. """{"receive_user":"\ud800","receive_repo":"\udc00"}"""u8]),
        ("wrong types", [.. """{"receive_user":{"a":1},"receive_repo":["x"],"sha":1,"image":[],"procfile":"x"}"""u8]),
        ("SQL", [.. """{"receive_user":"alice'; DROP TABLE users; --","receive_repo":"x' OR '1'='1","sha":"'"}"""u8]),
        ("paths", [.. """{"receive_user":"../../etc","receive_repo":"../../etc/passwd","sha":"../../../x"}"""u8]),
        ("deep nesting", [.. Enumerable.Repeat((byte)'[', 100_000)]),
        ("a long name", [.. Encoding.UTF8.GetBytes($$"""{"receive_user":"{{new string('x', 1_000_000)}}","receive_repo":"{{new string('y', 1_000_000)}}"}""")]),
        ("10 MB", [.. Encoding.UTF8.GetBytes($$"""{"receive_user":"{{new string('x', 10_000_000)}}"}""")]),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Garbage_on_the_hooks_is_refused(bool hasKey)
    {
        var key = hasKey ? await File.ReadAllTextAsync(Path.Combine(fixture.Platform.State, "secrets", "builder-key")) : "wrong";
        await using var memory = new MemoryWatch(fixture.Platform);
        foreach (var path in Hooks)
        {
            // The web server refuses the target itself, and closes the connection: a client that is still sending finds it broken.
            foreach (var (name, body) in Garbage.Where(garbage => garbage.Body.Length < ManyBytes || !path.Contains("%00", StringComparison.Ordinal)))
            {
                foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Get, HttpMethod.Delete])
                {
                    var answer = await fixture.Platform.CallAsync(method, path, ("X-Deis-Builder-Auth", key), Json(body));

                    answer.Status.ShouldBeInRange(400, 499, $"{method} {path} with {name}: {answer.Body}");
                    answer.Body.ShouldNotContain("Exception");
                }
            }
        }

        output.WriteLine($"{memory}");
        memory.PlatformGrowth.ShouldBeLessThan(MostGrowth);
        (await fixture.Alice.DeisAsync("apps")).ShouldSucceed();
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a b")]
    [InlineData("$(id)")]
    [InlineData("`id`")]
    [InlineData("a;id")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("zoë")]
    [InlineData("аpp")]
    [InlineData("-a")]
    [InlineData(".git")]
    public async Task A_name_that_could_be_taken_for_something_else_is_refused(string name)
    {
        var answer = await fixture.Alice.CallAsync(HttpMethod.Post, "/v2/apps/", Json(JsonSerializer.SerializeToUtf8Bytes(new { id = name })));

        answer.Status.ShouldBe(400, answer.Body);
        Directory.EnumerateFileSystemEntries(fixture.Platform.Repositories).ShouldNotContain(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal) && !path.EndsWith(".unfinished", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_and_values_of_every_kind_come_to_the_app_as_they_are_or_are_refused()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "kinds");
        await app.EditAsync("server.js", "`Hello from process type web, release ${process.env.WORKFLOW_RELEASE}\\n`", "JSON.stringify(process.env)");
        (await app.PushAsync()).ShouldSucceed();
        foreach (var key in (string[])["", "1A", "A-B", "A=B", "A B", "A\0", "../A", "A\n", "Ä", "$(id)", new string('A', 200_000)])
        {
            var refused = await SetAsync(new JsonObject { [key] = "x" });
            refused.Status.ShouldBe(400, $"{key.Length} {refused.Body}");
        }

        (await SetAsync(new JsonObject { ["MB"] = new string('x', 1_000_000) })).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(400, answer.Body), answer => answer.Body.ShouldContain("MB has more than 128 KiB, which an environment variable cannot."));
        (await SetAsync(new JsonObject { ["NUL"] = "a\0b" })).Status.ShouldBe(400);
        var values = new JsonObject
        {
            ["SPACES"] = "  a  b  ",
            ["LINES"] = "a\nb\r\nc\n",
            ["QUOTES"] = "a'b\"c`d",
            ["SHELL"] = "$(id) ${HOME} `id` ; rm -rf / & | > <",
            ["EMPTY"] = "",
            ["UNICODE"] = "žluťoučký 🐎 \u202e",
            ["CONTROL"] = "\u0001\u001b[31m\u007f",
            ["PERCENT"] = "%s %n %00 \\0 \\n",
            ["LARGE"] = new string('ž', 65_000),
            [new string('K', 1000)] = "x",
        };
        (await SetAsync(values.DeepClone().AsObject())).Status.ShouldBe(201);
        (await app.DeisAsync("config:set", "TYPED=a\nb'\"$(id)`\\n=ž", $"TYPED_LARGE={new string('x', 100_000)}")).ShouldSucceed();

        var seen = JsonNode.Parse(await app.GetAsync())!.AsObject();

        foreach (var (key, value) in values)
        {
            seen[key]!.ToString().ShouldBe(value!.ToString(), key);
        }

        seen["TYPED"]!.ToString().ShouldBe("a\nb'\"$(id)`\\n=ž");
        seen["TYPED_LARGE"]!.ToString().Length.ShouldBe(100_000);
        (await app.DeisAsync("config")).ShouldSucceed().Output.ShouldContain("SPACES");

        Task<ApiReply> SetAsync(JsonObject values) =>
            fixture.Alice.CallAsync(HttpMethod.Post, "/v2/apps/kinds/config/", Json(Encoding.UTF8.GetBytes(new JsonObject { ["values"] = values }.ToJsonString())));
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n{", "HTTP/1.1 408 Request Timeout")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfff\r\n{", "HTTP/1.1 408 Request Timeout")]
    [InlineData("Content-Length: 70000\r\n\r\n{", "HTTP/1.1 413 Payload Too Large")]
    public async Task A_body_that_trickles_or_is_too_large_is_refused_through_the_router(string rest, string status)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, fixture.Platform.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v2/auth/login/ HTTP/1.1\r\nHost: deis.localhost\r\nContent-Type: application/json\r\n{rest}"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = reader.ReadLineAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!answer.IsCompleted && await timer.WaitForNextTickAsync())
        {
            await stream.WriteAsync("x"u8.ToArray());
        }

        (await answer).ShouldBe(status);
    }

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
