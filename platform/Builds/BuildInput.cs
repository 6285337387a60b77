using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Results;

namespace Deis.Platform.Builds;

/// <summary>A build as somebody posts it, validated.</summary>
public sealed record BuildInput(string Image, string Sha, Dictionary<string, string> Procfile, string Dockerfile)
{
    private const int MaxSha = 40;

    /// <summary>Reads a build from a request (docs/protocol/controller.md §7).</summary>
    public static Result<BuildInput> Read(JsonObject body)
    {
        var image = TextOf(body["image"]);
        var sha = TextOf(body["sha"]) ?? "";
        var errors = new ErrorList().Add(FieldText.Check("image", image)).Add(FieldText.CheckLength("sha", sha, MaxSha));
        if (!ReadProcfile(body["procfile"]).TryGet(out var procfile, out var invalid))
        {
            errors.Add(invalid);
        }
        return errors.Any(out var error) ? error : new BuildInput(image!, sha, procfile!, TextOf(body["dockerfile"]) ?? "");
    }

    private static Result<Dictionary<string, string>> ReadProcfile(JsonNode? node)
    {
        if (node is null)
        {
            return new Dictionary<string, string>();
        }
        if (node is not JsonObject json)
        {
            return Invalid("Value must be an object of process types and their commands.");
        }
        var procfile = new Dictionary<string, string>();
        foreach (var (type, command) in json)
        {
            if (!ProcessTypes.IsValid(type))
            {
                return Invalid(ProcessTypes.Message);
            }
            if (TextOf(command) is not { Length: > 0 } text)
            {
                return Invalid($"Command can't be empty for process type {type}");
            }
            procfile[type] = text;
        }
        return procfile;
    }

    private static Error Invalid(string message) => Error.ForField("procfile", message);

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>().Trim(),
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    };
}
