using System.Text;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests;

/// <summary>Bodies with texts that are none, or that the database does not take, on every endpoint that reads a body.</summary>
[Collection(ApiCollection.Name)]
public sealed class UnreadableTextTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb3oHTnMYHTnkLq9zVnB6mH5v9VnZnqHqk0Yw0sS1bA";

    // TEXT is what goes wrong.
    private static readonly (string Path, string Body)[] Endpoints =
    [
        ("/v2/apps/", """{"id":"TEXT"}"""),
        ("/v2/apps/APP/config", """{"values":{"A":"TEXT"}}"""),
        ("/v2/apps/APP/config", """{"values":{"TEXT":"a"}}"""),
        ("/v2/apps/APP/config", """{"values":"{\"A\":\"TEXT\"}"}"""),
        ("/v2/apps/APP/config", """{"registry":{"username":"TEXT","password":"p"}}"""),
        ("/v2/apps/APP/config", """{"healthcheck":{"livenessProbe":{"httpGet":{"port":80,"path":"TEXT"}}}}"""),
        ("/v2/apps/APP/scale", """{"web":1,"TEXT":1}"""),
        ("/v2/apps/APP/run", """{"command":"TEXT"}"""),
        ("/v2/apps/APP/releases/rollback", """{"version":"TEXT"}"""),
        ("/v2/apps/APP/builds", """{"image":"TEXT","sha":"1234abcd","procfile":{"web":"run"}}"""),
        ("/v2/apps/APP/builds", """{"image":"i","sha":"TEXT","procfile":{"web":"run"}}"""),
        ("/v2/apps/APP/builds", """{"image":"i","sha":"1234abcd","procfile":{"web":"TEXT"}}"""),
        ("/v2/apps/APP/builds/queue", """{"image":"TEXT","procfile":{"web":"run"}}"""),
        ("/v2/auth/register", """{"username":"TEXT","password":"p","email":"a@example.com"}"""),
        ("/v2/auth/register", """{"username":"USER","password":"TEXT","email":"a@example.com"}"""),
        ("/v2/auth/register", """{"username":"USER","password":"p","email":"a@example.com","first_name":"TEXT"}"""),
        ("/v2/auth/login/", """{"username":"TEXT","password":"TEXT"}"""),
        ("/v2/keys", $$"""{"id":"TEXT","public":"{{Key}}"}"""),
        ("/v2/keys", $$"""{"id":"k","public":"{{Key}} TEXT"}"""),
        ("/v2/hooks/config", """{"receive_user":"TEXT","receive_repo":"APP"}"""),
        ("/v2/hooks/config", """{"receive_user":"USER","receive_repo":"TEXT"}"""),
        ("/v2/hooks/config", """{"receive_user":"USER","receive_repo":"APP","TEXT":1}"""),
        ("/v2/hooks/build", """{"receive_user":"USER","receive_repo":"APP","sha":"TEXT","image":"i","procfile":{"web":"run"}}"""),
        ("/v2/hooks/push", """{"receive_user":"USER","receive_repo":"APP","sha":"TEXT","operation":"TEXT","key":"TEXT"}"""),
        ("/v2/hooks/push/upload", """{"receive_user":"USER","receive_repo":"APP","sha":"TEXT"}"""),
    ];

    private static readonly (string Name, byte[] Text)[] Texts =
    [
        ("NUL", [.. """\u0000"""u8]),
        ("half a character", [.. """a\ud800"""u8]),
        ("the other half", [.. """\udc00a"""u8]),
        ("half a character at the end", [.. """\ud83d"""u8]),
        ("no UTF-8", [(byte)'a', 0xff, 0xfe]),
        ("cut UTF-8", [(byte)'a', 0xe2, 0x82]),
        ("overlong UTF-8", [0xc0, 0x80]),
        ("UTF-8 of half a character", [0xed, 0xa0, 0x80]),
    ];

    private readonly ApiHost _api = fixture.Api;
    private TestUser _user = null!;
    private string _app = null!;

    public static TheoryData<string, string, string> Cases()
    {
        TheoryData<string, string, string> cases = [];
        foreach (var (path, body) in Endpoints)
        {
            foreach (var (name, _) in Texts)
            {
                cases.Add(path, body, name);
            }
        }
        return cases;
    }

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Text_ThatCannotBeStored_IsRefusedWithTheReason(string path, string body, string text)
    {
        var answer = await SendAsync(path, body, Texts.Single(t => t.Name == text).Text);

        answer.ShouldHaveStatus(400);
        answer.Json["detail"]!.ToString().ShouldStartWith(text == "NUL"
            ? "JSON parse error - A NUL character is not allowed in any name or text, but there is one at $"
            : "JSON parse error - A name or text is not Unicode: send UTF-8, and no escape sequence for half a character.");
    }

    [Theory]
    [InlineData("""{"values":{"A":"a\u0000"}}""", "$.values.A")]
    [InlineData("""{"values":{"\u0000":"a"}}""", "$.values")]
    [InlineData("""{"procfile":["a",{"b":["\u0000"]}]}""", "$.procfile[1].b[0]")]
    public async Task Nul_IsRefusedWithItsPlace(string body, string place) =>
        (await SendAsync("/v2/apps/APP/config", body, [])).ShouldFail(
            400, $"JSON parse error - A NUL character is not allowed in any name or text, but there is one at {place}.");

    [Theory]
    [InlineData("id=a%00b", "application/x-www-form-urlencoded")]
    [InlineData("a%00b=a", "application/x-www-form-urlencoded")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\na\0b\r\n--x--\r\n", "multipart/form-data; boundary=x")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\nab", "multipart/form-data; boundary=x")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"id\"; filename=\"id\"\r\n\r\nab", "multipart/form-data; boundary=x")]
    [InlineData("--x\r\nContent-Disposition: form-da", "multipart/form-data; boundary=x")]
    public async Task Form_ThatCannotBeReadOrStored_IsRefused(string form, string contentType) =>
        (await _api.Request("POST", "/v2/apps/").As(_user).WithBody(form, contentType).SendAsync())
            .ShouldHaveStatus(400).Json["detail"]!.ToString().ShouldStartWith("Form parse error - ");

    [Theory]
    [InlineData("""{"values":"{\"A\":\"a\\u0000\"}"}""")]
    [InlineData("""{"values":"{\"A\":\"a\\ud800\"}"}""")]
    [InlineData("""{"values":"{\"A\":\"1\",\"A\":\"2\"}"}""")]
    public async Task Map_AsATextOfJsonThatCannotBeStored_IsRefused(string body) =>
        (await SendAsync("/v2/apps/APP/config", body, [])).ShouldRefuseField("values", "Value must be a JSON object, or a text that holds one.");

    [Fact]
    public async Task Text_WithWholeCharactersOfEveryKind_IsStored()
    {
        var answer = await SendAsync("/v2/apps/APP/config", """{"values":{"A":"\ud83d\udc0e 🐎 \u0001 \uffff ž"}}""", []);

        answer.ShouldHaveStatus(201).Json["values"]!["A"]!.ToString().ShouldBe("🐎 🐎 \u0001 \uffff ž");
    }

    private async Task<ApiAnswer> SendAsync(string path, string body, byte[] text)
    {
        var parts = body.Replace("APP", _app, StringComparison.Ordinal).Replace("USER", _user.Name, StringComparison.Ordinal).Split("TEXT");
        byte[] bytes = [.. parts.Select(Encoding.UTF8.GetBytes).Aggregate((left, right) => [.. left, .. text, .. right])];
        var request = _api.Request("POST", path.Replace("APP", _app, StringComparison.Ordinal));
        request = path.StartsWith("/v2/hooks/", StringComparison.Ordinal) ? request.WithBuilderKey() : path.StartsWith("/v2/auth/", StringComparison.Ordinal) ? request : request.As(_user);
        return await request.WithBody(bytes, "application/json").SendAsync();
    }
}
