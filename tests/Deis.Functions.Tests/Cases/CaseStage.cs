using System.Globalization;
using Deis.Functions.Tests.Support;
using Deis.Platform.Results;

namespace Deis.Functions.Tests.Cases;

/// <summary>Sets up what a case cannot ask of the API.</summary>
public sealed class CaseStage(ApiHost api)
{
    /// <summary>Makes what the words say be so.</summary>
    public async Task SetAsync(string words, string app, TestUser owner)
    {
        var parts = words.Split(' ', 2);
        var rest = parts.Length > 1 ? parts[1] : "";
        switch (parts[0])
        {
            case "build":
                await DeployAsync(app, owner, rest.Split(' '));
                break;
            case "processes":
                api.Runtime.SetProcesses(app, [.. rest.Split(' ').SelectMany(part => Processes(app, part))]);
                break;
            case "log":
                await api.Logs.AppendAsync(app, rest);
                break;
            case "no-logger":
                api.Logs.IsAway = true;
                break;
            case "foreign":
                api.Runtime.Foreign.Add(rest);
                break;
            case "no-runtime":
                api.Runtime.IsAway = true;
                break;
            case "failure":
                api.Operations.FailNext(Error.Domain(rest));
                break;
            case "rollout":
                api.Operations.RefuseAllOf(app, Error.Conflict(rest));
                break;
            default:
                throw new InvalidDataException($"A case asks for {words}, which means nothing.");
        }
    }

    private static IEnumerable<Deis.Platform.Runtime.ProcessInstance> Processes(string app, string typeAndCount)
    {
        var parts = typeAndCount.Split('=');
        var count = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return Enumerable.Range(0, count).Select(i => StandInRuntime.Process(app, parts[0], $"abcd{i}"));
    }

    private async Task DeployAsync(string app, TestUser owner, IEnumerable<string> types)
    {
        var procfile = types.ToDictionary(type => type, type => $"run-{type}");
        var body = new { image = $"home/{app}:git-1234abcd/push/slug.tgz", sha = "1234abcd", procfile };
        (await api.Post($"/v2/apps/{app}/builds", body, owner).SendAsync()).ShouldHaveStatus(201);
    }
}
