using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deis.Functions.Http;
using Deis.Functions.QueuedBuilds.Sources;
using Deis.Platform.Builds;
using Deis.Platform.Results;

namespace Deis.Functions.QueuedBuilds;

/// <summary>What a queued build asks for: either an image or source to be built; validated.</summary>
/// <param name="Image">The ready build; null for source.</param>
/// <param name="Source">Where the source is; null for an image.</param>
/// <param name="Sha">For source: the commit, 40 hex digits.</param>
public sealed partial record BuildOrder(BuildInput? Image, SourceRef? Source, string Sha)
{
    /// <summary>Reads it for an app (docs/protocol/functions.md §8).</summary>
    public static Result<BuildOrder> Read(JsonObject body, string app)
    {
        var fields = new TextFields(body);
        var (image, source, sha) = (fields.Get("image", nullable: true), fields.Get("source", nullable: true), fields.Get("sha", nullable: true));
        if (fields.AnyError(out var error))
        {
            return error;
        }
        if (string.IsNullOrEmpty(image) == string.IsNullOrEmpty(source))
        {
            return Error.ForField("source", "Give either image or source.");
        }
        if (!string.IsNullOrEmpty(image))
        {
            return BuildInput.Read(body).TryGet(out var input, out error) ? new BuildOrder(input, null, input.Sha) : error;
        }
        return ReadSource(source!, sha, body["procfile"], app);
    }

    private static Result<BuildOrder> ReadSource(string text, string? sha, JsonNode? procfile, string app)
    {
        var errors = new ErrorList()
            .Add(sha is not null && Commit().IsMatch(sha) ? null : Error.ForField("sha", "With source the commit is needed: 40 hexadecimal digits in lower case."))
            .Add(procfile is null ? null : Error.ForField("procfile", "With source the Procfile is that of the source; leave it out."));
        if (!SourceRef.Read(text, app).TryGet(out var source, out var invalid))
        {
            errors.Add(invalid);
        }
        return errors.Any(out var error) ? error : new BuildOrder(null, source, sha!);
    }

    [GeneratedRegex(@"^[0-9a-f]{40}\z")]
    private static partial Regex Commit();
}
