using System.Globalization;
using Deis.Functions.Reference;
using Deis.Platform.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Deis.Functions.Http;

/// <summary>Pages on the wire: <c>limit</c> and <c>offset</c>, and the envelope (docs/protocol/controller.md §2).</summary>
public static class Paging
{
    private const string Limit = "limit";
    private const string Offset = "offset";

    /// <summary>The page that a request asks for; nonsense counts as nothing.</summary>
    public static PageRequest Of(HttpRequest request) =>
        new(Read(request, Limit) is > 0 and var limit ? limit : PageRequest.DefaultLimit, Math.Max(Read(request, Offset), 0));

    /// <summary>200 with the envelope.</summary>
    public static IResult Envelope<T>(HttpRequest request, Page<T> page)
        where T : IExample<T>
    {
        var asked = Of(request);
        var next = (long)asked.Offset + asked.Limit < page.Count ? Link(request, asked.Limit, asked.Offset + asked.Limit) : null;
        var previous = asked.Offset > 0 ? Link(request, asked.Limit, asked.Offset - asked.Limit) : null;
        return ApiResults.Ok(new PageEnvelope<T>(page.Count, next, previous, page.Items));
    }

    private static int Read(HttpRequest request, string name) =>
        int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Link(HttpRequest request, int limit, int offset)
    {
        var query = new QueryBuilder(request.Query.Where(q => q.Key is not (Limit or Offset)).SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value ?? "")))
        {
            { Limit, limit.ToString(CultureInfo.InvariantCulture) },
        };
        if (offset > 0)
        {
            query.Add(Offset, offset.ToString(CultureInfo.InvariantCulture));
        }
        return RequestOrigin.Url(request, request.Path, query.ToQueryString());
    }
}
