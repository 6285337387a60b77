using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deis.Functions.Http;

/// <summary>Writes moments as <c>2026-11-21T08:00:00Z</c>: UTC, whole seconds (docs/protocol/controller.md §2).</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
