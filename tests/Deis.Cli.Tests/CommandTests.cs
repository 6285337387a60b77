using Deis.Cli.Tests.Contract;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

/// <summary>What commands ask of the API and show, by the table <c>commands.json</c>.</summary>
public sealed class CommandTests
{
    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        for (var i = 0; i < CommandCase.All.Count; i++)
            cases.Add(i, string.Join(' ', CommandCase.All[i].Run).ReplaceLineEndings(" "));
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Run_Command_AsksAndShowsWhatTheTableSays(int index, string words)
    {
        var row = CommandCase.All[index];
        await using var world = await CliWorld.LoggedInAsync();
        foreach (var (on, answer) in row.Answers)
            world.Server.Answer(on, 200, answer.GetRawText());

        var result = await world.RunWithInputAsync(row.Input, [.. row.Run]);

        (words, result.Error).ShouldBe((words, string.Concat(row.Error.Select(line => line + "\n"))));
        result.Text.Replace(world.Server.Url, "{controller}", StringComparison.Ordinal).TrimEnd('\n').ShouldBe(string.Join('\n', row.Shows).TrimEnd('\n'));
        result.ExitCode.ShouldBe(row.Exit);
        world.Server.Requests.Select(request => $"{request.Line} {request.Body}".TrimEnd()).ShouldBe(row.Requests);
    }
}
