using System.Text.Json.Serialization;

namespace Deis.Client.Certs;

/// <param name="Domain">The host name.</param>
/// <param name="Replace">Ours; not sent unless it is asked for, so that every controller understands the request.</param>
internal sealed record AttachRequest(
    string Domain, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Replace);
