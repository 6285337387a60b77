using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Deis.Router.Forwarding;

/// <summary>The names of one request for tracing it through logs; on the request to the app and on the response.</summary>
/// <param name="Request">Always new: 32 hexadecimal digits.</param>
/// <param name="Correlation">What the client sent, a comma, and <paramref name="Request"/>.</param>
internal sealed record RequestIds(string Request, string Correlation)
{
    public const string RequestName = "X-Request-Id";
    public const string CorrelationName = "X-Correlation-Id";

    public static RequestIds New(HttpRequest request)
    {
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var incoming = request.Headers[CorrelationName];
        return new RequestIds(id, StringValues.IsNullOrEmpty(incoming) ? id : $"{incoming},{id}");
    }

    public void AddTo(IHeaderDictionary responseHeaders)
    {
        responseHeaders[RequestName] = Request;
        responseHeaders[CorrelationName] = Correlation;
    }
}
