using System.Text;
using System.Text.Json;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class ConfigTests
{
    private const string Listing = "=== peachy-waxworks Config\nA                 1\nZEBRA             last\n_LONGER_NAME      with spaces\n";

    [Theory]
    [InlineData("config:list", Listing)]
    [InlineData("config:list --diff", "A=1\nZEBRA=last\n_LONGER_NAME=with spaces\n")]
    [InlineData("config:list --oneline", "A=1 ZEBRA=last _LONGER_NAME=with spaces\n")]
    [InlineData("config:list --diff --oneline", "A=1 ZEBRA=last _LONGER_NAME=with spaces\n")]
    public async Task List_Config_IsSortedBytewise(string arguments, string output)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync(arguments.Split(' '));

        result.ShouldBe(new DeisResult(0, output, ""));
    }

    [Theory]
    [InlineData("config:list", "=== peachy-waxworks Config\n")]
    [InlineData("config:list --oneline", "")]
    public async Task List_Empty_PrintsNoEntries(string arguments, string output)
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/config/", 200, """{"values":{}}""");

        var result = await world.RunAsync(arguments.Split(' '));

        result.ShouldBe(new DeisResult(0, output, ""));
    }

    [Fact]
    public async Task Set_Values_SendsThemAndLists()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("config:set", "A=1", "URL=http://x/?a=b&c=<d>", "EMPTY=", "LINES=one\ntwo", "#comment=1");

        result.Text.ShouldBe("Creating config... (spin)done\n\n" + Listing);
        world.Server.Lines.ShouldBe(["POST /v2/apps/peachy-waxworks/config/", "GET /v2/apps/peachy-waxworks/config/"]);
        Sent(world).ShouldBe(new Dictionary<string, string?>
        {
            ["A"] = "1",
            ["URL"] = "http://x/?a=b&c=<d>",
            ["EMPTY"] = "",
            ["LINES"] = "one\ntwo",
        });
    }

    [Fact]
    public async Task Set_ServerTellsTheRelease_PrintsIt()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/apps/peachy-waxworks/config/", 201, """{"values":{"WORKFLOW_RELEASE":"v4","N":5}}""");

        var result = await world.RunAsync("config:set", "A=1");

        result.Text.ShouldStartWith("Creating config... (spin)done, v4\n\n");
    }

    [Theory]
    [InlineData("FOO")]
    [InlineData("=bar")]
    [InlineData("1A=bar")]
    [InlineData("A-B=bar")]
    public async Task Set_NoPair_SendsNothing(string word)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("config:set", "A=1", word);

        result.ShouldBe(new DeisResult(1, "", $"Error: '{word}' does not match the pattern 'key=var', ex: MODE=test\n\n"));
        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Set_SshKey_IsEncodedOnce()
    {
        const string Key = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n";
        await using var world = await CliWorld.LoggedInAsync();
        var file = Path.Combine(world.Home, "deploy");
        await File.WriteAllTextAsync(file, Key);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Key));

        foreach (var form in new[] { Key, encoded, file })
        {
            await world.RunAsync("config:set", $"SSH_KEY={form}");
            Sent(world)["SSH_KEY"].ShouldBe(encoded);
        }
    }

    [Fact]
    public async Task Set_SshKeyIsNone_IsRefusedWithoutRepeatingIt()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("config:set", "SSH_KEY=half-a-secret");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith("Error: Could not parse SSH private key: ");
        result.Error.ShouldNotContain("half-a-secret");
    }

    [Fact]
    public async Task Set_HealthcheckVariable_WarnsFirst()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("config:set", "HEALTHCHECK_URL=/");

        result.Text.Split('\n')[3].ShouldBe("Creating config... (spin)done");
        result.Text.ShouldContain("deprecated");
    }

    [Fact]
    public async Task Unset_Keys_SendsNulls()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("config:unset", "A", "B");

        result.Text.ShouldBe("Removing config... (spin)done\n\n" + Listing);
        world.Server.Requests[0].Body.ShouldBe("""{"values":{"A":null,"B":null}}""");
    }

    private static Dictionary<string, string?> Sent(CliWorld world) =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string?>>>(
            world.Server.Requests.Last(request => request.Body.Length > 0).Body)!["values"];
}
