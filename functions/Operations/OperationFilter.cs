using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Operations;

/// <summary>Which operations are wanted.</summary>
/// <param name="Kinds">Of one of these kinds; empty: of any.</param>
/// <param name="Statuses">In one of these statuses; empty: in any.</param>
public sealed record OperationFilter(IReadOnlyList<string> Kinds, IReadOnlyList<string> Statuses)
{
    /// <summary>Reads <c>kind</c> and <c>status</c>; several with commas, or each on its own.</summary>
    public static Result<OperationFilter> Read(HttpRequest request)
    {
        var statuses = Words(request, "status");
        return statuses.Except(OperationStatus.All).Any()
            ? Error.Domain($"status must be one of {string.Join(", ", OperationStatus.All)}")
            : new OperationFilter(Words(request, "kind"), statuses);
    }

    private static string[] Words(HttpRequest request, string name) =>
        [.. request.Query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
