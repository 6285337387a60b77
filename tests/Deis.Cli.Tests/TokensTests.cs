using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class TokensTests
{
    [Fact]
    public async Task List_Tokens_SaysWhatEachIsFor()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("tokens");

        result.ShouldBe(new DeisResult(
            0,
            "=== bob Tokens\n"
            + "019a0000-0000-7000-8000-000000000002\tci\tdeploy\tshop,blog\texpires 2026-02-02T03:04:05Z\tnever used\n"
            + "019a0000-0000-7000-8000-000000000001\t(login)\tadmin\tall apps\tnever expires\t\t\tused 2026-01-02T03:04:05Z, this one\n",
            ""));
        world.Server.Lines.ShouldBe(["GET /v2/tokens/?limit=100"]);
    }

    [Fact]
    public async Task Create_WithAllOptions_SendsThemAndShowsTheTokenOnce()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("tokens:create", "ci", "--scope=deploy", "--apps=shop,blog", "--expires=30d");

        result.ShouldBe(new DeisResult(
            0,
            """
            Creating token ci... done
            ID: 019a0000-0000-7000-8000-000000000003
            Token: 89abcdef0123456789abcdef0123456789abcdef
            It expires at 2026-02-02T03:04:05Z. Keep it now: it is not shown again.

            """,
            ""));
        world.Server.Requests.Single().Body.ShouldBe("""{"name":"ci","scope":"deploy","apps":["shop","blog"],"expires_in":"30d"}""");
    }

    [Fact]
    public async Task Create_WithoutOptions_AsksForEverythingForEver()
    {
        await using var world = await CliWorld.LoggedInAsync();

        await world.RunAsync("tokens:create", "mine");

        world.Server.Requests.Single().Body.ShouldBe("""{"name":"mine","scope":"admin","apps":null,"expires_in":null}""");
    }

    [Fact]
    public async Task Create_ThatIsRefused_SaysWhy()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/tokens/", 400, """{"scope":["The scope must be read, deploy or admin."]}""");

        var result = await world.RunAsync("tokens:create", "ci", "--scope=all");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("The scope must be read, deploy or admin.");
    }

    [Fact]
    public async Task Revoke_Token_EndsIt()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("tokens:revoke", "019a0000-0000-7000-8000-000000000002");

        result.ShouldBe(new DeisResult(0, "Revoking token 019a0000-0000-7000-8000-000000000002... done\n", ""));
    }
}
