using Deis.Cli.Tests.Contract;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

/// <summary>Changes of one's own account, which change the profile too.</summary>
public sealed class AccountTests
{
    private const string Fresh = "89abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Regenerate_OwnToken_IsKept()
    {
        await using var world = await CliWorld.LoggedInAsync(builderUrl: "ssh://git@localhost:2222");

        var result = await world.RunAsync("auth:regenerate");

        result.ShouldBe(new DeisResult(0, "Token Regenerated\n", ""));
        world.Server.Requests.ShouldHaveSingleItem().Body.ShouldBeEmpty();
        (await File.ReadAllTextAsync(world.ProfilePath)).ShouldBe(
            $$"""{"username":"bob","ssl_verify":true,"controller":"{{world.Server.Url}}","token":"{{Fresh}}","response_limit":0,"builder_url":"ssh://git@localhost:2222"}""");
    }

    [Theory]
    [InlineData("auth:regenerate -u eve")]
    [InlineData("auth:regenerate --all")]
    [InlineData("auth:cancel --username=eve --yes")]
    public async Task Change_OfSomebodyElse_LeavesTheProfileAlone(string arguments)
    {
        await using var world = await CliWorld.LoggedInAsync();
        var before = await File.ReadAllTextAsync(world.ProfilePath);

        (await world.RunAsync(arguments.Split(' '))).ExitCode.ShouldBe(0);

        (await File.ReadAllTextAsync(world.ProfilePath)).ShouldBe(before);
    }

    [Fact]
    public async Task Cancel_OwnAccount_LogsInAgainAndForgetsTheProfile()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/auth/login/", 200, $$"""{"token":"{{ContractServer.Token}}"}""");

        var result = await world.RunWithInputAsync("bob\nsecret\ny\n", "auth:cancel");

        result.Output.ShouldBe(
            "Please log in again in order to cancel this account\nusername: password: \n"
            + $"Logged in as bob\nConfiguration file written to {world.ProfilePath}\n"
            + $"cancel account bob at {world.Server.Url}? (y/N): Account cancelled\n");
        world.Server.Requests.Select(request => (request.Line, request.Body)).ShouldBe(
        [
            ("POST /v2/auth/login/", """{"username":"bob","password":"secret"}"""),
            ("DELETE /v2/auth/cancel/", ""),
        ]);
        File.Exists(world.ProfilePath).ShouldBeFalse();
    }

    [Fact]
    public async Task Cancel_WrongPassword_CancelsNothing()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/auth/login/", 400, """{"non_field_errors":["Unable to log in with provided credentials."]}""");

        var result = await world.RunAsync("auth:cancel", "--username=bob", "--password=wrong", "--yes");

        result.Error.ShouldBe("Error: Unable to log in with provided credentials.\nCheck the name and the password. Who has no account yet: deis register <controller>\n");
        world.Server.Lines.ShouldBe(["POST /v2/auth/login/"]);
        File.Exists(world.ProfilePath).ShouldBeTrue();
    }

    [Fact]
    public async Task Passwd_Refused_SaysThatItFailed()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/auth/passwd/", 400, """{"new_password":["new_password is a required field"]}""");

        var result = await world.RunAsync("auth:passwd", "--password=a", "--new-password=b");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith("Password change failed: Error: new_password: new_password is a required field\n");
    }

    [Fact]
    public async Task Passwd_OnATerminal_ShowsNoPassword()
    {
        await using var world = await CliWorld.LoggedInAsync();

        await using var terminal = world.StartOnTerminal("passwd");
        foreach (var (prompt, answer) in new[] { ("current password: ", "old-one"), ("new password: ", "new-one"), ("new password (confirm): ", "new-one") })
        {
            await terminal.ShowsAsync(prompt);
            await terminal.TypeAsync(answer + "\n");
        }
        var result = await terminal.EndAsync();

        result.Output.ShouldBe("current password: \r\nnew password: \r\nnew password (confirm): \r\nPassword change succeeded.\r\n");
    }
}
