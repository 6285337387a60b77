using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class OutputTests
{
    [Fact]
    public async Task Run_OutputAndErrorToOneFile_StandInOrder()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("DELETE /v2/keys/bob@laptop", 403, "{}");
        var file = Path.Combine(world.Home, "both");

        await world.ToolAsync("sh", "-c", $"'{CliWorld.Binary}' keys:remove bob@laptop > '{file}' 2>&1; true");

        (await File.ReadAllTextAsync(file)).ShouldBe(
            "Removing bob@laptop SSH Key...\nError: You do not have permission to perform this action.\n"
            + "'deis whoami' says who you are. The owner of an application can let you in by 'deis sharing:add <username>'; the rest is for administrators.\n");
    }
}
