using Deis.Cli.Tests.Contract;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class AuthTests
{
    [Fact]
    public async Task Login_WithAllOptions_WritesAPrivateProfile()
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=hunter2");

        result.ShouldBe(new DeisResult(0, $"Logged in as bob\nConfiguration file written to {world.ProfilePath}\n", ""));
        (await File.ReadAllTextAsync(world.ProfilePath)).ShouldBe(
            $$"""{"username":"bob","ssl_verify":true,"controller":"{{world.Server.Url}}","token":"{{ContractServer.Token}}","response_limit":0}""");
        File.GetUnixFileMode(world.ProfilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(world.ProfilePath)!)
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(Path.GetDirectoryName(world.ProfilePath)!).ShouldBe([world.ProfilePath]);
        world.Server.Requests.Select(request => (request.Line, request.Body, request.Authorization)).ShouldBe(
        [
            ("GET /v2/", "", null),
            ("POST /v2/auth/login/", """{"username":"bob","password":"hunter2"}""", null),
        ]);
    }

    [Fact]
    public async Task Login_OverAProfileThatOthersCanRead_MakesItPrivate()
    {
        await using var world = await CliWorld.LoggedInAsync();
        File.SetUnixFileMode(world.ProfilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=hunter2");

        File.GetUnixFileMode(world.ProfilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Login_ServerNamesBuilder_KeepsItInTheProfile()
    {
        await using var world = await CliWorld.StartAsync();
        world.Server.BuilderUrl = "ssh://git@localhost:2222";

        await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=hunter2", "--ssl-verify=false");

        (await File.ReadAllTextAsync(world.ProfilePath)).ShouldEndWith(
            $$""","ssl_verify":false,"controller":"{{world.Server.Url}}","token":"{{ContractServer.Token}}","response_limit":0,"builder_url":"ssh://git@localhost:2222"}""");
    }

    [Fact]
    public async Task Login_WithoutOptions_ReadsThemFromInput()
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunWithInputAsync("bob\nhunter2 with blank\n", "login", world.Server.Url);

        result.Output.ShouldBe($"username: password: \nLogged in as bob\nConfiguration file written to {world.ProfilePath}\n");
        world.Server.Requests[^1].Body.ShouldBe("""{"username":"bob","password":"hunter2 with blank"}""");
    }

    [Fact]
    public async Task Login_OnATerminal_DoesNotShowThePassword()
    {
        await using var world = await CliWorld.StartAsync();
        await using var terminal = world.StartOnTerminal($"login {world.Server.Url} --username=bob");

        await terminal.ShowsAsync("password: ");
        await terminal.TypeAsync("hunter2\n");
        var result = await terminal.EndAsync();

        result.ExitCode.ShouldBe(0, result.Output);
        result.Output.ShouldBe($"password: \r\nLogged in as bob\r\nConfiguration file written to {world.ProfilePath}\r\n");
    }

    [Fact]
    public async Task Login_InterruptedAtThePassword_GivesTheTerminalBack()
    {
        await using var world = await CliWorld.StartAsync();
        await using var terminal = world.StartOnTerminal($"login {world.Server.Url} --username=bob; echo code $?; stty -a");

        await terminal.ShowsAsync("password: ");
        await terminal.TypeAsync("\u0003");
        var result = await terminal.EndAsync();

        result.Output.ShouldContain("code 130");
        result.Output.ShouldContain(" echo ");
    }

    [Fact]
    public async Task Login_WrongPassword_FailsAndKeepsTheProfile()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var before = await File.ReadAllTextAsync(world.ProfilePath);
        world.Server.Answer("POST /v2/auth/login/", 400, """{"non_field_errors":["Unable to log in with provided credentials."]}""");

        var result = await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=wrong");

        result.ShouldBe(new DeisResult(1, "", "Error: Unable to log in with provided credentials.\nCheck the name and the password. Who has no account yet: deis register <controller>\n"));
        (await File.ReadAllTextAsync(world.ProfilePath)).ShouldBe(before);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task Login_NotAController_SaysSo(int status)
    {
        await using var world = await CliWorld.StartAsync();
        world.Server.Answer("GET /v2/", status, "hello");

        var result = await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=x");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith($"Error: {world.Server.Url} does not appear to be a valid Deis controller.\n");
    }

    [Theory]
    [InlineData("http://controller:8000", "host \"controller\": invalid host")]
    [InlineData("under_score.example.org", "host \"under_score.example.org\": invalid host")]
    [InlineData("deis.x", "host \"deis.x\": invalid host")]
    [InlineData("ftp://deis.example.org", "\"ftp://deis.example.org\" is not a controller URL; it looks like http://deis.example.com")]
    public async Task Login_UnacceptableUrl_IsRefusedBeforeAnyRequest(string url, string error)
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync("login", url);

        result.ShouldBe(new DeisResult(1, "", $"Error: {error}\n"));
    }

    [Fact]
    public async Task Login_UrlInCapitalsWithoutScheme_IsNormalised()
    {
        await using var world = await CliWorld.StartAsync();

        await world.RunAsync("login", $"DEIS.LocalHost:{world.Server.Port}/", "--username=bob", "--password=x");
        var result = await world.RunAsync("whoami");

        result.Output.ShouldBe($"You are bob at {world.Server.Url}/\n");
    }

    [Fact]
    public async Task Login_NobodyListens_SaysWhatToCheck()
    {
        await using var world = await CliWorld.StartAsync();
        await world.Server.DisposeAsync();

        var result = await world.RunAsync("login", $"http://127.0.0.1:{world.Server.Port}", "--username=bob", "--password=x");

        result.ShouldBe(new DeisResult(
            1,
            "",
            $"Error: cannot reach the controller at http://127.0.0.1:{world.Server.Port}: Connection refused. "
            + "Check the URL, the network, and that the platform is running.\n"));
    }

    [Fact]
    public async Task Register_NewUser_RegistersAndLogsIn()
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunWithInputAsync("bob\nhunter2\nhunter2\nbob@example.org\n", "register", world.Server.Url);

        result.ShouldBe(new DeisResult(
            0,
            "username: password: \npassword (confirm): \nemail: "
            + $"Registered bob\nLogged in as bob\nConfiguration file written to {world.ProfilePath}\n",
            ""));
        world.Server.Requests.Select(request => (request.Line, request.Body)).ShouldBe(
        [
            ("GET /v2/", ""),
            ("POST /v2/auth/register/", """{"username":"bob","password":"hunter2","email":"bob@example.org"}"""),
            ("POST /v2/auth/login/", """{"username":"bob","password":"hunter2"}"""),
        ]);
    }

    [Fact]
    public async Task Register_PasswordsDiffer_Aborts()
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunWithInputAsync("one\ntwo\n", "register", world.Server.Url, "--username=bob");

        result.Error.ShouldBe("Error: Password mismatch, aborting registration.\n");
        world.Server.Lines.ShouldBe(["GET /v2/"]);
    }

    [Fact]
    public async Task Register_ByALoggedInUser_SendsHisTokenToThatHostOnly()
    {
        await using var world = await CliWorld.LoggedInAsync();
        string[] eve = ["--username=eve", "--password=x", "--email=", "--login=false"];

        var result = await world.RunWithInputAsync("\n", ["register", world.Server.Url, .. eve]);
        await world.RunWithInputAsync("\n", ["register", $"http://127.0.0.1:{world.Server.Port}", .. eve]);

        result.Output.ShouldBe("email: Registered eve\n");
        world.Server.Requests.Where(request => request.Line.StartsWith("POST", StringComparison.Ordinal))
            .Select(request => request.Authorization)
            .ShouldBe([$"token {ContractServer.Token}", null]);
    }

    [Fact]
    public async Task Register_Refused_SaysSo()
    {
        await using var world = await CliWorld.StartAsync();
        world.Server.Answer("POST /v2/auth/register/", 400, """{"username":["A user with that username already exists."]}""");

        var result = await world.RunAsync("register", world.Server.Url, "--username=bob", "--password=x", "--email=b@example.org");

        result.ShouldBe(new DeisResult(1, "", "Registration failed: Error: A user with that username already exists.\nChoose another name. Whoever has this account: deis login <controller>\n"));
    }

    [Fact]
    public async Task Logout_Always_ForgetsTheProfile()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var first = await world.RunAsync("auth:logout");
        var second = await world.RunAsync("auth:logout");

        first.ShouldBe(new DeisResult(0, "Logged out\n", ""));
        second.ShouldBe(first);
        File.Exists(world.ProfilePath).ShouldBeFalse();
        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoami_All_PrintsTheAccount()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("whoami", "--all");

        result.ShouldBe(new DeisResult(
            0,
            "ID: 0\nUsername: bob\nEmail: bob@example.org\nFirst Name: Bob\nLast Name: \nLast Login: \n"
            + "Is Superuser: true\nIs Staff: false\nIs Active: true\nDate Joined: 2026-01-02T03:04:05Z\n",
            ""));
    }
}
