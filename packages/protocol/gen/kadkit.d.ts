import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace kadkit. */
export namespace kadkit {

    /**
     * Properties of a Frame.
     * @deprecated Use kadkit.Frame.$Properties instead.
     */
    interface IFrame extends kadkit.Frame.$Properties {
    }

    /** Represents a Frame. */
    class Frame {

        /**
         * Constructs a new Frame.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Frame.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Frame requestId. */
        requestId: Uint8Array;

        /** Frame sender. */
        sender: Uint8Array;

        /** Frame attempt. */
        attempt: number;

        /** Frame client. */
        client: boolean;

        /** Frame ping. */
        ping?: (kadkit.Ping.$Properties|null);

        /** Frame store. */
        store?: (kadkit.Store.$Properties|null);

        /** Frame findNode. */
        findNode?: (kadkit.FindNode.$Properties|null);

        /** Frame findValue. */
        findValue?: (kadkit.FindValue.$Properties|null);

        /** Frame fetch. */
        fetch?: (kadkit.Fetch.$Properties|null);

        /** Frame offer. */
        offer?: (kadkit.Offer.$Properties|null);

        /** Frame pong. */
        pong?: (kadkit.Pong.$Properties|null);

        /** Frame stored. */
        stored?: (kadkit.Stored.$Properties|null);

        /** Frame nodes. */
        nodes?: (kadkit.Nodes.$Properties|null);

        /** Frame value. */
        value?: (kadkit.Value.$Properties|null);

        /** Frame refused. */
        refused?: (kadkit.Refused.$Properties|null);

        /** Frame held. */
        held?: (kadkit.Held.$Properties|null);

        /** Frame wanted. */
        wanted?: (kadkit.Wanted.$Properties|null);

        /** Frame body. */
        body?: ("ping"|"store"|"findNode"|"findValue"|"fetch"|"offer"|"pong"|"stored"|"nodes"|"value"|"refused"|"held"|"wanted");

        /**
         * Encodes the specified Frame message. Does not implicitly {@link kadkit.Frame.verify|verify} messages.
         * @param message Frame message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Frame message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Frame & kadkit.Frame.$Shape} Frame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Frame & kadkit.Frame.$Shape;
    }

    namespace Frame {

        /** Properties of a Frame. */
        interface $Properties {

            /** Frame requestId */
            requestId?: (Uint8Array|null);

            /** Frame sender */
            sender?: (Uint8Array|null);

            /** Frame attempt */
            attempt?: (number|null);

            /** Frame client */
            client?: (boolean|null);

            /** Frame ping */
            ping?: (kadkit.Ping.$Properties|null);

            /** Frame store */
            store?: (kadkit.Store.$Properties|null);

            /** Frame findNode */
            findNode?: (kadkit.FindNode.$Properties|null);

            /** Frame findValue */
            findValue?: (kadkit.FindValue.$Properties|null);

            /** Frame fetch */
            fetch?: (kadkit.Fetch.$Properties|null);

            /** Frame offer */
            offer?: (kadkit.Offer.$Properties|null);

            /** Frame pong */
            pong?: (kadkit.Pong.$Properties|null);

            /** Frame stored */
            stored?: (kadkit.Stored.$Properties|null);

            /** Frame nodes */
            nodes?: (kadkit.Nodes.$Properties|null);

            /** Frame value */
            value?: (kadkit.Value.$Properties|null);

            /** Frame refused */
            refused?: (kadkit.Refused.$Properties|null);

            /** Frame held */
            held?: (kadkit.Held.$Properties|null);

            /** Frame wanted */
            wanted?: (kadkit.Wanted.$Properties|null);

            /** Frame body */
            body?: ("ping"|"store"|"findNode"|"findValue"|"fetch"|"offer"|"pong"|"stored"|"nodes"|"value"|"refused"|"held"|"wanted");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Frame. */
        type $Shape = {
          requestId?: Uint8Array|null;
          sender?: Uint8Array|null;
          attempt?: number|null;
          client?: boolean|null;
          ping?: kadkit.Ping.$Shape|null;
          store?: kadkit.Store.$Shape|null;
          findNode?: kadkit.FindNode.$Shape|null;
          findValue?: kadkit.FindValue.$Shape|null;
          fetch?: kadkit.Fetch.$Shape|null;
          offer?: kadkit.Offer.$Shape|null;
          pong?: kadkit.Pong.$Shape|null;
          stored?: kadkit.Stored.$Shape|null;
          nodes?: kadkit.Nodes.$Shape|null;
          value?: kadkit.Value.$Shape|null;
          refused?: kadkit.Refused.$Shape|null;
          held?: kadkit.Held.$Shape|null;
          wanted?: kadkit.Wanted.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ body?: undefined; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "ping"; ping: kadkit.Ping.$Shape; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "store"; ping?: null; store: kadkit.Store.$Shape; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "findNode"; ping?: null; store?: null; findNode: kadkit.FindNode.$Shape; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "findValue"; ping?: null; store?: null; findNode?: null; findValue: kadkit.FindValue.$Shape; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "fetch"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch: kadkit.Fetch.$Shape; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "offer"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer: kadkit.Offer.$Shape; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "pong"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong: kadkit.Pong.$Shape; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "stored"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored: kadkit.Stored.$Shape; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "nodes"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes: kadkit.Nodes.$Shape; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "value"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value: kadkit.Value.$Shape; refused?: null; held?: null; wanted?: null }|{ body?: "refused"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused: kadkit.Refused.$Shape; held?: null; wanted?: null }|{ body?: "held"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held: kadkit.Held.$Shape; wanted?: null }|{ body?: "wanted"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted: kadkit.Wanted.$Shape })
        );
    }

    /**
     * Properties of a Ping.
     * @deprecated Use kadkit.Ping.$Properties instead.
     */
    interface IPing extends kadkit.Ping.$Properties {
    }

    /** Represents a Ping. */
    class Ping {

        /**
         * Constructs a new Ping.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Ping.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified Ping message. Does not implicitly {@link kadkit.Ping.verify|verify} messages.
         * @param message Ping message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Ping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Ping message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Ping & kadkit.Ping.$Shape} Ping
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Ping & kadkit.Ping.$Shape;
    }

    namespace Ping {

        /** Properties of a Ping. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Ping. */
        type $Shape = kadkit.Ping.$Properties;
    }

    /**
     * Properties of a Store.
     * @deprecated Use kadkit.Store.$Properties instead.
     */
    interface IStore extends kadkit.Store.$Properties {
    }

    /** Represents a Store. */
    class Store {

        /**
         * Constructs a new Store.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Store.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Store key. */
        key: Uint8Array;

        /** Store value. */
        value?: (Uint8Array|null);

        /** Store ttlSeconds. */
        ttlSeconds: number;

        /** Store cached. */
        cached: boolean;

        /** Store publisher. */
        publisher: Uint8Array;

        /** Store version. */
        version: number;

        /** Store nodes. */
        nodes: boolean;

        /**
         * Encodes the specified Store message. Does not implicitly {@link kadkit.Store.verify|verify} messages.
         * @param message Store message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Store.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Store message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Store & kadkit.Store.$Shape} Store
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Store & kadkit.Store.$Shape;
    }

    namespace Store {

        /** Properties of a Store. */
        interface $Properties {

            /** Store key */
            key?: (Uint8Array|null);

            /** Store value */
            value?: (Uint8Array|null);

            /** Store ttlSeconds */
            ttlSeconds?: (number|null);

            /** Store cached */
            cached?: (boolean|null);

            /** Store publisher */
            publisher?: (Uint8Array|null);

            /** Store version */
            version?: (number|null);

            /** Store nodes */
            nodes?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Store. */
        type $Shape = kadkit.Store.$Properties;
    }

    /**
     * Properties of a FindNode.
     * @deprecated Use kadkit.FindNode.$Properties instead.
     */
    interface IFindNode extends kadkit.FindNode.$Properties {
    }

    /** Represents a FindNode. */
    class FindNode {

        /**
         * Constructs a new FindNode.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.FindNode.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FindNode target. */
        target: Uint8Array;

        /**
         * Encodes the specified FindNode message. Does not implicitly {@link kadkit.FindNode.verify|verify} messages.
         * @param message FindNode message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.FindNode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FindNode message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.FindNode & kadkit.FindNode.$Shape} FindNode
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.FindNode & kadkit.FindNode.$Shape;
    }

    namespace FindNode {

        /** Properties of a FindNode. */
        interface $Properties {

            /** FindNode target */
            target?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FindNode. */
        type $Shape = kadkit.FindNode.$Properties;
    }

    /**
     * Properties of a FindValue.
     * @deprecated Use kadkit.FindValue.$Properties instead.
     */
    interface IFindValue extends kadkit.FindValue.$Properties {
    }

    /** Represents a FindValue. */
    class FindValue {

        /**
         * Constructs a new FindValue.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.FindValue.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FindValue key. */
        key: Uint8Array;

        /**
         * Encodes the specified FindValue message. Does not implicitly {@link kadkit.FindValue.verify|verify} messages.
         * @param message FindValue message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.FindValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FindValue message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.FindValue & kadkit.FindValue.$Shape} FindValue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.FindValue & kadkit.FindValue.$Shape;
    }

    namespace FindValue {

        /** Properties of a FindValue. */
        interface $Properties {

            /** FindValue key */
            key?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FindValue. */
        type $Shape = kadkit.FindValue.$Properties;
    }

    /**
     * Properties of a Fetch.
     * @deprecated Use kadkit.Fetch.$Properties instead.
     */
    interface IFetch extends kadkit.Fetch.$Properties {
    }

    /** Represents a Fetch. */
    class Fetch {

        /**
         * Constructs a new Fetch.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Fetch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Fetch key. */
        key: Uint8Array;

        /**
         * Encodes the specified Fetch message. Does not implicitly {@link kadkit.Fetch.verify|verify} messages.
         * @param message Fetch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Fetch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Fetch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Fetch & kadkit.Fetch.$Shape} Fetch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Fetch & kadkit.Fetch.$Shape;
    }

    namespace Fetch {

        /** Properties of a Fetch. */
        interface $Properties {

            /** Fetch key */
            key?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Fetch. */
        type $Shape = kadkit.Fetch.$Properties;
    }

    /**
     * Properties of an Offer.
     * @deprecated Use kadkit.Offer.$Properties instead.
     */
    interface IOffer extends kadkit.Offer.$Properties {
    }

    /** Represents an Offer. */
    class Offer {

        /**
         * Constructs a new Offer.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Offer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Offer key. */
        key: Uint8Array;

        /** Offer valueBytes. */
        valueBytes: number;

        /** Offer ttlSeconds. */
        ttlSeconds: number;

        /** Offer publisher. */
        publisher: Uint8Array;

        /** Offer version. */
        version: number;

        /**
         * Encodes the specified Offer message. Does not implicitly {@link kadkit.Offer.verify|verify} messages.
         * @param message Offer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Offer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Offer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Offer & kadkit.Offer.$Shape} Offer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Offer & kadkit.Offer.$Shape;
    }

    namespace Offer {

        /** Properties of an Offer. */
        interface $Properties {

            /** Offer key */
            key?: (Uint8Array|null);

            /** Offer valueBytes */
            valueBytes?: (number|null);

            /** Offer ttlSeconds */
            ttlSeconds?: (number|null);

            /** Offer publisher */
            publisher?: (Uint8Array|null);

            /** Offer version */
            version?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Offer. */
        type $Shape = kadkit.Offer.$Properties;
    }

    /**
     * Properties of a Pong.
     * @deprecated Use kadkit.Pong.$Properties instead.
     */
    interface IPong extends kadkit.Pong.$Properties {
    }

    /** Represents a Pong. */
    class Pong {

        /**
         * Constructs a new Pong.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Pong.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified Pong message. Does not implicitly {@link kadkit.Pong.verify|verify} messages.
         * @param message Pong message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Pong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Pong message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Pong & kadkit.Pong.$Shape} Pong
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Pong & kadkit.Pong.$Shape;
    }

    namespace Pong {

        /** Properties of a Pong. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Pong. */
        type $Shape = kadkit.Pong.$Properties;
    }

    /**
     * Properties of a Stored.
     * @deprecated Use kadkit.Stored.$Properties instead.
     */
    interface IStored extends kadkit.Stored.$Properties {
    }

    /** Represents a Stored. */
    class Stored {

        /**
         * Constructs a new Stored.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Stored.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified Stored message. Does not implicitly {@link kadkit.Stored.verify|verify} messages.
         * @param message Stored message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Stored.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Stored message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Stored & kadkit.Stored.$Shape} Stored
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Stored & kadkit.Stored.$Shape;
    }

    namespace Stored {

        /** Properties of a Stored. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Stored. */
        type $Shape = kadkit.Stored.$Properties;
    }

    /**
     * Properties of a Wanted.
     * @deprecated Use kadkit.Wanted.$Properties instead.
     */
    interface IWanted extends kadkit.Wanted.$Properties {
    }

    /** Represents a Wanted. */
    class Wanted {

        /**
         * Constructs a new Wanted.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Wanted.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified Wanted message. Does not implicitly {@link kadkit.Wanted.verify|verify} messages.
         * @param message Wanted message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Wanted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Wanted message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Wanted & kadkit.Wanted.$Shape} Wanted
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Wanted & kadkit.Wanted.$Shape;
    }

    namespace Wanted {

        /** Properties of a Wanted. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Wanted. */
        type $Shape = kadkit.Wanted.$Properties;
    }

    /**
     * Properties of a Nodes.
     * @deprecated Use kadkit.Nodes.$Properties instead.
     */
    interface INodes extends kadkit.Nodes.$Properties {
    }

    /** Represents a Nodes. */
    class Nodes {

        /**
         * Constructs a new Nodes.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Nodes.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Nodes ipv4. */
        ipv4: Uint8Array;

        /** Nodes ipv6. */
        ipv6: Uint8Array;

        /** Nodes other. */
        other: Uint8Array;

        /** Nodes stored. */
        stored: boolean;

        /** Nodes refusal. */
        refusal: kadkit.Refusal;

        /**
         * Encodes the specified Nodes message. Does not implicitly {@link kadkit.Nodes.verify|verify} messages.
         * @param message Nodes message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Nodes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Nodes message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Nodes & kadkit.Nodes.$Shape} Nodes
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Nodes & kadkit.Nodes.$Shape;
    }

    namespace Nodes {

        /** Properties of a Nodes. */
        interface $Properties {

            /** Nodes ipv4 */
            ipv4?: (Uint8Array|null);

            /** Nodes ipv6 */
            ipv6?: (Uint8Array|null);

            /** Nodes other */
            other?: (Uint8Array|null);

            /** Nodes stored */
            stored?: (boolean|null);

            /** Nodes refusal */
            refusal?: (kadkit.Refusal|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Nodes. */
        type $Shape = kadkit.Nodes.$Properties;
    }

    /**
     * Properties of a Value.
     * @deprecated Use kadkit.Value.$Properties instead.
     */
    interface IValue extends kadkit.Value.$Properties {
    }

    /** Represents a Value. */
    class Value {

        /**
         * Constructs a new Value.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Value.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Value value. */
        value?: (Uint8Array|null);

        /** Value ttlSeconds. */
        ttlSeconds: number;

        /** Value publisher. */
        publisher: Uint8Array;

        /** Value version. */
        version: number;

        /**
         * Encodes the specified Value message. Does not implicitly {@link kadkit.Value.verify|verify} messages.
         * @param message Value message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Value.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Value message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Value & kadkit.Value.$Shape} Value
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Value & kadkit.Value.$Shape;
    }

    namespace Value {

        /** Properties of a Value. */
        interface $Properties {

            /** Value value */
            value?: (Uint8Array|null);

            /** Value ttlSeconds */
            ttlSeconds?: (number|null);

            /** Value publisher */
            publisher?: (Uint8Array|null);

            /** Value version */
            version?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Value. */
        type $Shape = kadkit.Value.$Properties;
    }

    /** Refusal enum. */
    enum Refusal {

        /** REFUSAL_UNSPECIFIED value */
        REFUSAL_UNSPECIFIED = 0,

        /** REFUSAL_FULL value */
        REFUSAL_FULL = 1,

        /** REFUSAL_BUSY value */
        REFUSAL_BUSY = 2,

        /** REFUSAL_FAILED value */
        REFUSAL_FAILED = 3,

        /** REFUSAL_TOO_LARGE value */
        REFUSAL_TOO_LARGE = 4,

        /** REFUSAL_ABSENT value */
        REFUSAL_ABSENT = 5,

        /** REFUSAL_OUTDATED value */
        REFUSAL_OUTDATED = 6
    }

    /**
     * Properties of a Refused.
     * @deprecated Use kadkit.Refused.$Properties instead.
     */
    interface IRefused extends kadkit.Refused.$Properties {
    }

    /** Represents a Refused. */
    class Refused {

        /**
         * Constructs a new Refused.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Refused.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Refused refusal. */
        refusal: kadkit.Refusal;

        /**
         * Encodes the specified Refused message. Does not implicitly {@link kadkit.Refused.verify|verify} messages.
         * @param message Refused message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Refused.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Refused message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Refused & kadkit.Refused.$Shape} Refused
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Refused & kadkit.Refused.$Shape;
    }

    namespace Refused {

        /** Properties of a Refused. */
        interface $Properties {

            /** Refused refusal */
            refusal?: (kadkit.Refusal|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Refused. */
        type $Shape = kadkit.Refused.$Properties;
    }

    /**
     * Properties of a Held.
     * @deprecated Use kadkit.Held.$Properties instead.
     */
    interface IHeld extends kadkit.Held.$Properties {
    }

    /** Represents a Held. */
    class Held {

        /**
         * Constructs a new Held.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Held.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Held valueBytes. */
        valueBytes: number;

        /** Held ttlSeconds. */
        ttlSeconds: number;

        /** Held publisher. */
        publisher: Uint8Array;

        /** Held version. */
        version: number;

        /**
         * Encodes the specified Held message. Does not implicitly {@link kadkit.Held.verify|verify} messages.
         * @param message Held message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Held.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Held message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Held & kadkit.Held.$Shape} Held
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Held & kadkit.Held.$Shape;
    }

    namespace Held {

        /** Properties of a Held. */
        interface $Properties {

            /** Held valueBytes */
            valueBytes?: (number|null);

            /** Held ttlSeconds */
            ttlSeconds?: (number|null);

            /** Held publisher */
            publisher?: (Uint8Array|null);

            /** Held version */
            version?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Held. */
        type $Shape = kadkit.Held.$Properties;
    }

    /**
     * Properties of a Record.
     * @deprecated Use kadkit.Record.$Properties instead.
     */
    interface IRecord extends kadkit.Record.$Properties {
    }

    /** Represents a Record. */
    class Record {

        /**
         * Constructs a new Record.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Record.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Record key. */
        key: Uint8Array;

        /** Record value. */
        value?: (Uint8Array|null);

        /** Record expiresAtMs. */
        expiresAtMs: number;

        /** Record cached. */
        cached: boolean;

        /** Record publisher. */
        publisher: Uint8Array;

        /** Record version. */
        version: number;

        /** Record publishedAtMs. */
        publishedAtMs: number;

        /** Record source. */
        source: string;

        /**
         * Encodes the specified Record message. Does not implicitly {@link kadkit.Record.verify|verify} messages.
         * @param message Record message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Record.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Record message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Record & kadkit.Record.$Shape} Record
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Record & kadkit.Record.$Shape;
    }

    namespace Record {

        /** Properties of a Record. */
        interface $Properties {

            /** Record key */
            key?: (Uint8Array|null);

            /** Record value */
            value?: (Uint8Array|null);

            /** Record expiresAtMs */
            expiresAtMs?: (number|null);

            /** Record cached */
            cached?: (boolean|null);

            /** Record publisher */
            publisher?: (Uint8Array|null);

            /** Record version */
            version?: (number|null);

            /** Record publishedAtMs */
            publishedAtMs?: (number|null);

            /** Record source */
            source?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Record. */
        type $Shape = kadkit.Record.$Properties;
    }

    /**
     * Properties of a State.
     * @deprecated Use kadkit.State.$Properties instead.
     */
    interface IState extends kadkit.State.$Properties {
    }

    /** Represents a State. */
    class State {

        /**
         * Constructs a new State.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.State.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** State key. */
        key: Uint8Array;

        /** State atMs. */
        atMs: number;

        /** State wallMs. */
        wallMs: number;

        /** State contacts. */
        contacts: kadkit.Known.$Properties[];

        /**
         * Encodes the specified State message. Does not implicitly {@link kadkit.State.verify|verify} messages.
         * @param message State message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.State.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a State message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.State & kadkit.State.$Shape} State
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.State & kadkit.State.$Shape;
    }

    namespace State {

        /** Properties of a State. */
        interface $Properties {

            /** State key */
            key?: (Uint8Array|null);

            /** State atMs */
            atMs?: (number|null);

            /** State wallMs */
            wallMs?: (number|null);

            /** State contacts */
            contacts?: (kadkit.Known.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a State. */
        type $Shape = kadkit.State.$Properties;
    }

    /**
     * Properties of a Known.
     * @deprecated Use kadkit.Known.$Properties instead.
     */
    interface IKnown extends kadkit.Known.$Properties {
    }

    /** Represents a Known. */
    class Known {

        /**
         * Constructs a new Known.
         * @param [properties] Properties to set
         */
        constructor(properties?: kadkit.Known.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Known key. */
        key: Uint8Array;

        /** Known address. */
        address: string;

        /** Known seenAtMs. */
        seenAtMs: number;

        /**
         * Encodes the specified Known message. Does not implicitly {@link kadkit.Known.verify|verify} messages.
         * @param message Known message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: kadkit.Known.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Known message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {kadkit.Known & kadkit.Known.$Shape} Known
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): kadkit.Known & kadkit.Known.$Shape;
    }

    namespace Known {

        /** Properties of a Known. */
        interface $Properties {

            /** Known key */
            key?: (Uint8Array|null);

            /** Known address */
            address?: (string|null);

            /** Known seenAtMs */
            seenAtMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Known. */
        type $Shape = kadkit.Known.$Properties;
    }
}
