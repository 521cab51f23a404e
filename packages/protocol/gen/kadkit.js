/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["@kadkit/protocol"] || ($protobuf.roots["@kadkit/protocol"] = {});

export const kadkit = $root.kadkit = (() => {

    /**
     * Namespace kadkit.
     * @exports kadkit
     * @namespace
     */
    const kadkit = {};

    kadkit.Frame = (function() {

        /**
         * Properties of a Frame.
         * @typedef {Object} kadkit.Frame.$Properties
         * @property {Uint8Array|null} [requestId] Frame requestId
         * @property {Uint8Array|null} [sender] Frame sender
         * @property {number|null} [attempt] Frame attempt
         * @property {boolean|null} [client] Frame client
         * @property {kadkit.Ping.$Properties|null} [ping] Frame ping
         * @property {kadkit.Store.$Properties|null} [store] Frame store
         * @property {kadkit.FindNode.$Properties|null} [findNode] Frame findNode
         * @property {kadkit.FindValue.$Properties|null} [findValue] Frame findValue
         * @property {kadkit.Fetch.$Properties|null} [fetch] Frame fetch
         * @property {kadkit.Offer.$Properties|null} [offer] Frame offer
         * @property {kadkit.Pong.$Properties|null} [pong] Frame pong
         * @property {kadkit.Stored.$Properties|null} [stored] Frame stored
         * @property {kadkit.Nodes.$Properties|null} [nodes] Frame nodes
         * @property {kadkit.Value.$Properties|null} [value] Frame value
         * @property {kadkit.Refused.$Properties|null} [refused] Frame refused
         * @property {kadkit.Held.$Properties|null} [held] Frame held
         * @property {kadkit.Wanted.$Properties|null} [wanted] Frame wanted
         * @property {"ping"|"store"|"findNode"|"findValue"|"fetch"|"offer"|"pong"|"stored"|"nodes"|"value"|"refused"|"held"|"wanted"} [body] Frame body
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Frame.
         * @memberof kadkit
         * @interface IFrame
         * @augments kadkit.Frame.$Properties
         * @deprecated Use kadkit.Frame.$Properties instead.
         */

        /**
         * Narrowed shape of a Frame.
         * @typedef {{
         *   requestId?: Uint8Array|null;
         *   sender?: Uint8Array|null;
         *   attempt?: number|null;
         *   client?: boolean|null;
         *   ping?: kadkit.Ping.$Shape|null;
         *   store?: kadkit.Store.$Shape|null;
         *   findNode?: kadkit.FindNode.$Shape|null;
         *   findValue?: kadkit.FindValue.$Shape|null;
         *   fetch?: kadkit.Fetch.$Shape|null;
         *   offer?: kadkit.Offer.$Shape|null;
         *   pong?: kadkit.Pong.$Shape|null;
         *   stored?: kadkit.Stored.$Shape|null;
         *   nodes?: kadkit.Nodes.$Shape|null;
         *   value?: kadkit.Value.$Shape|null;
         *   refused?: kadkit.Refused.$Shape|null;
         *   held?: kadkit.Held.$Shape|null;
         *   wanted?: kadkit.Wanted.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ body?: undefined; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "ping"; ping: kadkit.Ping.$Shape; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "store"; ping?: null; store: kadkit.Store.$Shape; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "findNode"; ping?: null; store?: null; findNode: kadkit.FindNode.$Shape; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "findValue"; ping?: null; store?: null; findNode?: null; findValue: kadkit.FindValue.$Shape; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "fetch"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch: kadkit.Fetch.$Shape; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "offer"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer: kadkit.Offer.$Shape; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "pong"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong: kadkit.Pong.$Shape; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "stored"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored: kadkit.Stored.$Shape; nodes?: null; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "nodes"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes: kadkit.Nodes.$Shape; value?: null; refused?: null; held?: null; wanted?: null }|{ body?: "value"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value: kadkit.Value.$Shape; refused?: null; held?: null; wanted?: null }|{ body?: "refused"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused: kadkit.Refused.$Shape; held?: null; wanted?: null }|{ body?: "held"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held: kadkit.Held.$Shape; wanted?: null }|{ body?: "wanted"; ping?: null; store?: null; findNode?: null; findValue?: null; fetch?: null; offer?: null; pong?: null; stored?: null; nodes?: null; value?: null; refused?: null; held?: null; wanted: kadkit.Wanted.$Shape })
         * )} kadkit.Frame.$Shape
         */

        /**
         * Constructs a new Frame.
         * @memberof kadkit
         * @classdesc Represents a Frame.
         * @constructor
         * @param {kadkit.Frame.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Frame = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Frame requestId.
         * @member {Uint8Array} requestId
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.requestId = $util.newBuffer([]);

        /**
         * Frame sender.
         * @member {Uint8Array} sender
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.sender = $util.newBuffer([]);

        /**
         * Frame attempt.
         * @member {number} attempt
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.attempt = 0;

        /**
         * Frame client.
         * @member {boolean} client
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.client = false;

        /**
         * Frame ping.
         * @member {kadkit.Ping.$Properties|null|undefined} ping
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.ping = null;

        /**
         * Frame store.
         * @member {kadkit.Store.$Properties|null|undefined} store
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.store = null;

        /**
         * Frame findNode.
         * @member {kadkit.FindNode.$Properties|null|undefined} findNode
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.findNode = null;

        /**
         * Frame findValue.
         * @member {kadkit.FindValue.$Properties|null|undefined} findValue
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.findValue = null;

        /**
         * Frame fetch.
         * @member {kadkit.Fetch.$Properties|null|undefined} fetch
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.fetch = null;

        /**
         * Frame offer.
         * @member {kadkit.Offer.$Properties|null|undefined} offer
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.offer = null;

        /**
         * Frame pong.
         * @member {kadkit.Pong.$Properties|null|undefined} pong
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.pong = null;

        /**
         * Frame stored.
         * @member {kadkit.Stored.$Properties|null|undefined} stored
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.stored = null;

        /**
         * Frame nodes.
         * @member {kadkit.Nodes.$Properties|null|undefined} nodes
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.nodes = null;

        /**
         * Frame value.
         * @member {kadkit.Value.$Properties|null|undefined} value
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.value = null;

        /**
         * Frame refused.
         * @member {kadkit.Refused.$Properties|null|undefined} refused
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.refused = null;

        /**
         * Frame held.
         * @member {kadkit.Held.$Properties|null|undefined} held
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.held = null;

        /**
         * Frame wanted.
         * @member {kadkit.Wanted.$Properties|null|undefined} wanted
         * @memberof kadkit.Frame
         * @instance
         */
        Frame.prototype.wanted = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Frame body.
         * @member {"ping"|"store"|"findNode"|"findValue"|"fetch"|"offer"|"pong"|"stored"|"nodes"|"value"|"refused"|"held"|"wanted"|undefined} body
         * @memberof kadkit.Frame
         * @instance
         */
        $Object.defineProperty(Frame.prototype, "body", {
            get: $util.oneOfGetter($oneOfFields = ["ping", "store", "findNode", "findValue", "fetch", "offer", "pong", "stored", "nodes", "value", "refused", "held", "wanted"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Frame message. Does not implicitly {@link kadkit.Frame.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Frame
         * @static
         * @param {kadkit.Frame.$Properties} message Frame message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Frame.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.requestId);
            if (message.sender != null && $Object.hasOwnProperty.call(message, "sender") && message.sender.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.sender);
            if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.attempt);
            if (message.client != null && $Object.hasOwnProperty.call(message, "client") && message.client !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.client);
            if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                $root.kadkit.Ping.encode(message.ping, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
            if (message.store != null && $Object.hasOwnProperty.call(message, "store"))
                $root.kadkit.Store.encode(message.store, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
            if (message.findNode != null && $Object.hasOwnProperty.call(message, "findNode"))
                $root.kadkit.FindNode.encode(message.findNode, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
            if (message.findValue != null && $Object.hasOwnProperty.call(message, "findValue"))
                $root.kadkit.FindValue.encode(message.findValue, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
            if (message.fetch != null && $Object.hasOwnProperty.call(message, "fetch"))
                $root.kadkit.Fetch.encode(message.fetch, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
            if (message.offer != null && $Object.hasOwnProperty.call(message, "offer"))
                $root.kadkit.Offer.encode(message.offer, writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
            if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                $root.kadkit.Pong.encode(message.pong, writer.uint32(/* id 32, wireType 2 =*/258).fork(), _depth + 1).ldelim();
            if (message.stored != null && $Object.hasOwnProperty.call(message, "stored"))
                $root.kadkit.Stored.encode(message.stored, writer.uint32(/* id 33, wireType 2 =*/266).fork(), _depth + 1).ldelim();
            if (message.nodes != null && $Object.hasOwnProperty.call(message, "nodes"))
                $root.kadkit.Nodes.encode(message.nodes, writer.uint32(/* id 34, wireType 2 =*/274).fork(), _depth + 1).ldelim();
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                $root.kadkit.Value.encode(message.value, writer.uint32(/* id 35, wireType 2 =*/282).fork(), _depth + 1).ldelim();
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                $root.kadkit.Refused.encode(message.refused, writer.uint32(/* id 36, wireType 2 =*/290).fork(), _depth + 1).ldelim();
            if (message.held != null && $Object.hasOwnProperty.call(message, "held"))
                $root.kadkit.Held.encode(message.held, writer.uint32(/* id 37, wireType 2 =*/298).fork(), _depth + 1).ldelim();
            if (message.wanted != null && $Object.hasOwnProperty.call(message, "wanted"))
                $root.kadkit.Wanted.encode(message.wanted, writer.uint32(/* id 38, wireType 2 =*/306).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Frame message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Frame
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Frame & kadkit.Frame.$Shape} Frame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Frame.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Frame();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.requestId = value;
                        else
                            delete message.requestId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.sender = value;
                        else
                            delete message.sender;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.attempt = value;
                        else
                            delete message.attempt;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.client = value;
                        else
                            delete message.client;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        message.ping = $root.kadkit.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                        message.body = "ping";
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        message.store = $root.kadkit.Store.decode(reader, reader.size(), $undefined, _depth + 1, message.store);
                        message.body = "store";
                        continue;
                    }
                case 18: {
                        if (wireType !== 2)
                            break;
                        message.findNode = $root.kadkit.FindNode.decode(reader, reader.size(), $undefined, _depth + 1, message.findNode);
                        message.body = "findNode";
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        message.findValue = $root.kadkit.FindValue.decode(reader, reader.size(), $undefined, _depth + 1, message.findValue);
                        message.body = "findValue";
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        message.fetch = $root.kadkit.Fetch.decode(reader, reader.size(), $undefined, _depth + 1, message.fetch);
                        message.body = "fetch";
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        message.offer = $root.kadkit.Offer.decode(reader, reader.size(), $undefined, _depth + 1, message.offer);
                        message.body = "offer";
                        continue;
                    }
                case 32: {
                        if (wireType !== 2)
                            break;
                        message.pong = $root.kadkit.Pong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                        message.body = "pong";
                        continue;
                    }
                case 33: {
                        if (wireType !== 2)
                            break;
                        message.stored = $root.kadkit.Stored.decode(reader, reader.size(), $undefined, _depth + 1, message.stored);
                        message.body = "stored";
                        continue;
                    }
                case 34: {
                        if (wireType !== 2)
                            break;
                        message.nodes = $root.kadkit.Nodes.decode(reader, reader.size(), $undefined, _depth + 1, message.nodes);
                        message.body = "nodes";
                        continue;
                    }
                case 35: {
                        if (wireType !== 2)
                            break;
                        message.value = $root.kadkit.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
                        message.body = "value";
                        continue;
                    }
                case 36: {
                        if (wireType !== 2)
                            break;
                        message.refused = $root.kadkit.Refused.decode(reader, reader.size(), $undefined, _depth + 1, message.refused);
                        message.body = "refused";
                        continue;
                    }
                case 37: {
                        if (wireType !== 2)
                            break;
                        message.held = $root.kadkit.Held.decode(reader, reader.size(), $undefined, _depth + 1, message.held);
                        message.body = "held";
                        continue;
                    }
                case 38: {
                        if (wireType !== 2)
                            break;
                        message.wanted = $root.kadkit.Wanted.decode(reader, reader.size(), $undefined, _depth + 1, message.wanted);
                        message.body = "wanted";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Frame;
    })();

    kadkit.Ping = (function() {

        /**
         * Properties of a Ping.
         * @typedef {Object} kadkit.Ping.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Ping.
         * @memberof kadkit
         * @interface IPing
         * @augments kadkit.Ping.$Properties
         * @deprecated Use kadkit.Ping.$Properties instead.
         */

        /**
         * Shape of a Ping.
         * @typedef {kadkit.Ping.$Properties} kadkit.Ping.$Shape
         */

        /**
         * Constructs a new Ping.
         * @memberof kadkit
         * @classdesc Represents a Ping.
         * @constructor
         * @param {kadkit.Ping.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Ping = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified Ping message. Does not implicitly {@link kadkit.Ping.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Ping
         * @static
         * @param {kadkit.Ping.$Properties} message Ping message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Ping.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Ping message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Ping
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Ping & kadkit.Ping.$Shape} Ping
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Ping.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Ping();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Ping;
    })();

    kadkit.Store = (function() {

        /**
         * Properties of a Store.
         * @typedef {Object} kadkit.Store.$Properties
         * @property {Uint8Array|null} [key] Store key
         * @property {Uint8Array|null} [value] Store value
         * @property {number|null} [ttlSeconds] Store ttlSeconds
         * @property {boolean|null} [cached] Store cached
         * @property {Uint8Array|null} [publisher] Store publisher
         * @property {number|null} [version] Store version
         * @property {boolean|null} [nodes] Store nodes
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Store.
         * @memberof kadkit
         * @interface IStore
         * @augments kadkit.Store.$Properties
         * @deprecated Use kadkit.Store.$Properties instead.
         */

        /**
         * Shape of a Store.
         * @typedef {kadkit.Store.$Properties} kadkit.Store.$Shape
         */

        /**
         * Constructs a new Store.
         * @memberof kadkit
         * @classdesc Represents a Store.
         * @constructor
         * @param {kadkit.Store.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Store = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Store key.
         * @member {Uint8Array} key
         * @memberof kadkit.Store
         * @instance
         */
        Store.prototype.key = $util.newBuffer([]);

        /**
         * Store value.
         * @member {Uint8Array|null|undefined} value
         * @memberof kadkit.Store
         * @instance
         */
        Store.prototype.value = null;

        /**
         * Store ttlSeconds.
         * @member {number} ttlSeconds
         * @memberof kadkit.Store
         * @instance
         */
        Store.prototype.ttlSeconds = 0;

        /**
         * Store cached.
         * @member {boolean} cached
         * @memberof kadkit.Store
         * @instance
         */
        Store.prototype.cached = false;

        /**
         * Store publisher.
         * @member {Uint8Array} publisher
         * @memberof kadkit.Store
         * @instance
         */
        Store.prototype.publisher = $util.newBuffer([]);

        /**
         * Store version.
         * @member {number} version
         * @memberof kadkit.Store
         * @instance
         */
        Store.prototype.version = 0;

        /**
         * Store nodes.
         * @member {boolean} nodes
         * @memberof kadkit.Store
         * @instance
         */
        Store.prototype.nodes = false;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Store.prototype, "_value", {
            get: $util.oneOfGetter($oneOfFields = ["value"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Store message. Does not implicitly {@link kadkit.Store.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Store
         * @static
         * @param {kadkit.Store.$Properties} message Store message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Store.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
            if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds") && message.ttlSeconds !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.ttlSeconds);
            if (message.cached != null && $Object.hasOwnProperty.call(message, "cached") && message.cached !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.cached);
            if (message.publisher != null && $Object.hasOwnProperty.call(message, "publisher") && message.publisher.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.publisher);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && !$Object.is(message.version, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.version);
            if (message.nodes != null && $Object.hasOwnProperty.call(message, "nodes") && message.nodes !== false)
                writer.uint32(/* id 16, wireType 0 =*/128).bool(message.nodes);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Store message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Store
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Store & kadkit.Store.$Shape} Store
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Store.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Store();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.value = reader.bytes();
                        message._value = "value";
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.ttlSeconds = value;
                        else
                            delete message.ttlSeconds;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.cached = value;
                        else
                            delete message.cached;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.publisher = value;
                        else
                            delete message.publisher;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.nodes = value;
                        else
                            delete message.nodes;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Store;
    })();

    kadkit.FindNode = (function() {

        /**
         * Properties of a FindNode.
         * @typedef {Object} kadkit.FindNode.$Properties
         * @property {Uint8Array|null} [target] FindNode target
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FindNode.
         * @memberof kadkit
         * @interface IFindNode
         * @augments kadkit.FindNode.$Properties
         * @deprecated Use kadkit.FindNode.$Properties instead.
         */

        /**
         * Shape of a FindNode.
         * @typedef {kadkit.FindNode.$Properties} kadkit.FindNode.$Shape
         */

        /**
         * Constructs a new FindNode.
         * @memberof kadkit
         * @classdesc Represents a FindNode.
         * @constructor
         * @param {kadkit.FindNode.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FindNode = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FindNode target.
         * @member {Uint8Array} target
         * @memberof kadkit.FindNode
         * @instance
         */
        FindNode.prototype.target = $util.newBuffer([]);

        /**
         * Encodes the specified FindNode message. Does not implicitly {@link kadkit.FindNode.verify|verify} messages.
         * @function encode
         * @memberof kadkit.FindNode
         * @static
         * @param {kadkit.FindNode.$Properties} message FindNode message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FindNode.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.target != null && $Object.hasOwnProperty.call(message, "target") && message.target.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.target);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a FindNode message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.FindNode
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.FindNode & kadkit.FindNode.$Shape} FindNode
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FindNode.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.FindNode();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.target = value;
                        else
                            delete message.target;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FindNode;
    })();

    kadkit.FindValue = (function() {

        /**
         * Properties of a FindValue.
         * @typedef {Object} kadkit.FindValue.$Properties
         * @property {Uint8Array|null} [key] FindValue key
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FindValue.
         * @memberof kadkit
         * @interface IFindValue
         * @augments kadkit.FindValue.$Properties
         * @deprecated Use kadkit.FindValue.$Properties instead.
         */

        /**
         * Shape of a FindValue.
         * @typedef {kadkit.FindValue.$Properties} kadkit.FindValue.$Shape
         */

        /**
         * Constructs a new FindValue.
         * @memberof kadkit
         * @classdesc Represents a FindValue.
         * @constructor
         * @param {kadkit.FindValue.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FindValue = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FindValue key.
         * @member {Uint8Array} key
         * @memberof kadkit.FindValue
         * @instance
         */
        FindValue.prototype.key = $util.newBuffer([]);

        /**
         * Encodes the specified FindValue message. Does not implicitly {@link kadkit.FindValue.verify|verify} messages.
         * @function encode
         * @memberof kadkit.FindValue
         * @static
         * @param {kadkit.FindValue.$Properties} message FindValue message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FindValue.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a FindValue message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.FindValue
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.FindValue & kadkit.FindValue.$Shape} FindValue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FindValue.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.FindValue();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FindValue;
    })();

    kadkit.Fetch = (function() {

        /**
         * Properties of a Fetch.
         * @typedef {Object} kadkit.Fetch.$Properties
         * @property {Uint8Array|null} [key] Fetch key
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Fetch.
         * @memberof kadkit
         * @interface IFetch
         * @augments kadkit.Fetch.$Properties
         * @deprecated Use kadkit.Fetch.$Properties instead.
         */

        /**
         * Shape of a Fetch.
         * @typedef {kadkit.Fetch.$Properties} kadkit.Fetch.$Shape
         */

        /**
         * Constructs a new Fetch.
         * @memberof kadkit
         * @classdesc Represents a Fetch.
         * @constructor
         * @param {kadkit.Fetch.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Fetch = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Fetch key.
         * @member {Uint8Array} key
         * @memberof kadkit.Fetch
         * @instance
         */
        Fetch.prototype.key = $util.newBuffer([]);

        /**
         * Encodes the specified Fetch message. Does not implicitly {@link kadkit.Fetch.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Fetch
         * @static
         * @param {kadkit.Fetch.$Properties} message Fetch message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Fetch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Fetch message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Fetch
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Fetch & kadkit.Fetch.$Shape} Fetch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Fetch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Fetch();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Fetch;
    })();

    kadkit.Offer = (function() {

        /**
         * Properties of an Offer.
         * @typedef {Object} kadkit.Offer.$Properties
         * @property {Uint8Array|null} [key] Offer key
         * @property {number|null} [valueBytes] Offer valueBytes
         * @property {number|null} [ttlSeconds] Offer ttlSeconds
         * @property {Uint8Array|null} [publisher] Offer publisher
         * @property {number|null} [version] Offer version
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Offer.
         * @memberof kadkit
         * @interface IOffer
         * @augments kadkit.Offer.$Properties
         * @deprecated Use kadkit.Offer.$Properties instead.
         */

        /**
         * Shape of an Offer.
         * @typedef {kadkit.Offer.$Properties} kadkit.Offer.$Shape
         */

        /**
         * Constructs a new Offer.
         * @memberof kadkit
         * @classdesc Represents an Offer.
         * @constructor
         * @param {kadkit.Offer.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Offer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Offer key.
         * @member {Uint8Array} key
         * @memberof kadkit.Offer
         * @instance
         */
        Offer.prototype.key = $util.newBuffer([]);

        /**
         * Offer valueBytes.
         * @member {number} valueBytes
         * @memberof kadkit.Offer
         * @instance
         */
        Offer.prototype.valueBytes = 0;

        /**
         * Offer ttlSeconds.
         * @member {number} ttlSeconds
         * @memberof kadkit.Offer
         * @instance
         */
        Offer.prototype.ttlSeconds = 0;

        /**
         * Offer publisher.
         * @member {Uint8Array} publisher
         * @memberof kadkit.Offer
         * @instance
         */
        Offer.prototype.publisher = $util.newBuffer([]);

        /**
         * Offer version.
         * @member {number} version
         * @memberof kadkit.Offer
         * @instance
         */
        Offer.prototype.version = 0;

        /**
         * Encodes the specified Offer message. Does not implicitly {@link kadkit.Offer.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Offer
         * @static
         * @param {kadkit.Offer.$Properties} message Offer message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Offer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.valueBytes != null && $Object.hasOwnProperty.call(message, "valueBytes") && message.valueBytes !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.valueBytes);
            if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds") && message.ttlSeconds !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.ttlSeconds);
            if (message.publisher != null && $Object.hasOwnProperty.call(message, "publisher") && message.publisher.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.publisher);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && !$Object.is(message.version, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Offer message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Offer
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Offer & kadkit.Offer.$Shape} Offer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Offer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Offer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.valueBytes = value;
                        else
                            delete message.valueBytes;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.ttlSeconds = value;
                        else
                            delete message.ttlSeconds;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.publisher = value;
                        else
                            delete message.publisher;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Offer;
    })();

    kadkit.Pong = (function() {

        /**
         * Properties of a Pong.
         * @typedef {Object} kadkit.Pong.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Pong.
         * @memberof kadkit
         * @interface IPong
         * @augments kadkit.Pong.$Properties
         * @deprecated Use kadkit.Pong.$Properties instead.
         */

        /**
         * Shape of a Pong.
         * @typedef {kadkit.Pong.$Properties} kadkit.Pong.$Shape
         */

        /**
         * Constructs a new Pong.
         * @memberof kadkit
         * @classdesc Represents a Pong.
         * @constructor
         * @param {kadkit.Pong.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Pong = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified Pong message. Does not implicitly {@link kadkit.Pong.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Pong
         * @static
         * @param {kadkit.Pong.$Properties} message Pong message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Pong.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Pong message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Pong
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Pong & kadkit.Pong.$Shape} Pong
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Pong.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Pong();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Pong;
    })();

    kadkit.Stored = (function() {

        /**
         * Properties of a Stored.
         * @typedef {Object} kadkit.Stored.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Stored.
         * @memberof kadkit
         * @interface IStored
         * @augments kadkit.Stored.$Properties
         * @deprecated Use kadkit.Stored.$Properties instead.
         */

        /**
         * Shape of a Stored.
         * @typedef {kadkit.Stored.$Properties} kadkit.Stored.$Shape
         */

        /**
         * Constructs a new Stored.
         * @memberof kadkit
         * @classdesc Represents a Stored.
         * @constructor
         * @param {kadkit.Stored.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Stored = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified Stored message. Does not implicitly {@link kadkit.Stored.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Stored
         * @static
         * @param {kadkit.Stored.$Properties} message Stored message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Stored.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Stored message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Stored
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Stored & kadkit.Stored.$Shape} Stored
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Stored.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Stored();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Stored;
    })();

    kadkit.Wanted = (function() {

        /**
         * Properties of a Wanted.
         * @typedef {Object} kadkit.Wanted.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Wanted.
         * @memberof kadkit
         * @interface IWanted
         * @augments kadkit.Wanted.$Properties
         * @deprecated Use kadkit.Wanted.$Properties instead.
         */

        /**
         * Shape of a Wanted.
         * @typedef {kadkit.Wanted.$Properties} kadkit.Wanted.$Shape
         */

        /**
         * Constructs a new Wanted.
         * @memberof kadkit
         * @classdesc Represents a Wanted.
         * @constructor
         * @param {kadkit.Wanted.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Wanted = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified Wanted message. Does not implicitly {@link kadkit.Wanted.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Wanted
         * @static
         * @param {kadkit.Wanted.$Properties} message Wanted message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Wanted.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Wanted message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Wanted
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Wanted & kadkit.Wanted.$Shape} Wanted
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Wanted.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Wanted();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Wanted;
    })();

    kadkit.Nodes = (function() {

        /**
         * Properties of a Nodes.
         * @typedef {Object} kadkit.Nodes.$Properties
         * @property {Uint8Array|null} [ipv4] Nodes ipv4
         * @property {Uint8Array|null} [ipv6] Nodes ipv6
         * @property {Uint8Array|null} [other] Nodes other
         * @property {boolean|null} [stored] Nodes stored
         * @property {kadkit.Refusal|null} [refusal] Nodes refusal
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Nodes.
         * @memberof kadkit
         * @interface INodes
         * @augments kadkit.Nodes.$Properties
         * @deprecated Use kadkit.Nodes.$Properties instead.
         */

        /**
         * Shape of a Nodes.
         * @typedef {kadkit.Nodes.$Properties} kadkit.Nodes.$Shape
         */

        /**
         * Constructs a new Nodes.
         * @memberof kadkit
         * @classdesc Represents a Nodes.
         * @constructor
         * @param {kadkit.Nodes.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Nodes = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Nodes ipv4.
         * @member {Uint8Array} ipv4
         * @memberof kadkit.Nodes
         * @instance
         */
        Nodes.prototype.ipv4 = $util.newBuffer([]);

        /**
         * Nodes ipv6.
         * @member {Uint8Array} ipv6
         * @memberof kadkit.Nodes
         * @instance
         */
        Nodes.prototype.ipv6 = $util.newBuffer([]);

        /**
         * Nodes other.
         * @member {Uint8Array} other
         * @memberof kadkit.Nodes
         * @instance
         */
        Nodes.prototype.other = $util.newBuffer([]);

        /**
         * Nodes stored.
         * @member {boolean} stored
         * @memberof kadkit.Nodes
         * @instance
         */
        Nodes.prototype.stored = false;

        /**
         * Nodes refusal.
         * @member {kadkit.Refusal} refusal
         * @memberof kadkit.Nodes
         * @instance
         */
        Nodes.prototype.refusal = 0;

        /**
         * Encodes the specified Nodes message. Does not implicitly {@link kadkit.Nodes.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Nodes
         * @static
         * @param {kadkit.Nodes.$Properties} message Nodes message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Nodes.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.ipv4 != null && $Object.hasOwnProperty.call(message, "ipv4") && message.ipv4.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.ipv4);
            if (message.ipv6 != null && $Object.hasOwnProperty.call(message, "ipv6") && message.ipv6.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.ipv6);
            if (message.other != null && $Object.hasOwnProperty.call(message, "other") && message.other.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.other);
            if (message.stored != null && $Object.hasOwnProperty.call(message, "stored") && message.stored !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.stored);
            if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal") && message.refusal !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).int32(message.refusal);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Nodes message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Nodes
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Nodes & kadkit.Nodes.$Shape} Nodes
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Nodes.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Nodes();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.ipv4 = value;
                        else
                            delete message.ipv4;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.ipv6 = value;
                        else
                            delete message.ipv6;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.other = value;
                        else
                            delete message.other;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.stored = value;
                        else
                            delete message.stored;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.refusal = value;
                        else
                            delete message.refusal;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Nodes;
    })();

    kadkit.Value = (function() {

        /**
         * Properties of a Value.
         * @typedef {Object} kadkit.Value.$Properties
         * @property {Uint8Array|null} [value] Value value
         * @property {number|null} [ttlSeconds] Value ttlSeconds
         * @property {Uint8Array|null} [publisher] Value publisher
         * @property {number|null} [version] Value version
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Value.
         * @memberof kadkit
         * @interface IValue
         * @augments kadkit.Value.$Properties
         * @deprecated Use kadkit.Value.$Properties instead.
         */

        /**
         * Shape of a Value.
         * @typedef {kadkit.Value.$Properties} kadkit.Value.$Shape
         */

        /**
         * Constructs a new Value.
         * @memberof kadkit
         * @classdesc Represents a Value.
         * @constructor
         * @param {kadkit.Value.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Value = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Value value.
         * @member {Uint8Array|null|undefined} value
         * @memberof kadkit.Value
         * @instance
         */
        Value.prototype.value = null;

        /**
         * Value ttlSeconds.
         * @member {number} ttlSeconds
         * @memberof kadkit.Value
         * @instance
         */
        Value.prototype.ttlSeconds = 0;

        /**
         * Value publisher.
         * @member {Uint8Array} publisher
         * @memberof kadkit.Value
         * @instance
         */
        Value.prototype.publisher = $util.newBuffer([]);

        /**
         * Value version.
         * @member {number} version
         * @memberof kadkit.Value
         * @instance
         */
        Value.prototype.version = 0;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Value.prototype, "_value", {
            get: $util.oneOfGetter($oneOfFields = ["value"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Value message. Does not implicitly {@link kadkit.Value.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Value
         * @static
         * @param {kadkit.Value.$Properties} message Value message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Value.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.value);
            if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds") && message.ttlSeconds !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.ttlSeconds);
            if (message.publisher != null && $Object.hasOwnProperty.call(message, "publisher") && message.publisher.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.publisher);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && !$Object.is(message.version, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Value message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Value
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Value & kadkit.Value.$Shape} Value
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Value.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Value();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.value = reader.bytes();
                        message._value = "value";
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.ttlSeconds = value;
                        else
                            delete message.ttlSeconds;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.publisher = value;
                        else
                            delete message.publisher;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Value;
    })();

    /**
     * Refusal enum.
     * @name kadkit.Refusal
     * @enum {number}
     * @property {number} REFUSAL_UNSPECIFIED=0 REFUSAL_UNSPECIFIED value
     * @property {number} REFUSAL_FULL=1 REFUSAL_FULL value
     * @property {number} REFUSAL_BUSY=2 REFUSAL_BUSY value
     * @property {number} REFUSAL_FAILED=3 REFUSAL_FAILED value
     * @property {number} REFUSAL_TOO_LARGE=4 REFUSAL_TOO_LARGE value
     * @property {number} REFUSAL_ABSENT=5 REFUSAL_ABSENT value
     * @property {number} REFUSAL_OUTDATED=6 REFUSAL_OUTDATED value
     */
    kadkit.Refusal = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "REFUSAL_UNSPECIFIED"] = 0;
        values[valuesById[1] = "REFUSAL_FULL"] = 1;
        values[valuesById[2] = "REFUSAL_BUSY"] = 2;
        values[valuesById[3] = "REFUSAL_FAILED"] = 3;
        values[valuesById[4] = "REFUSAL_TOO_LARGE"] = 4;
        values[valuesById[5] = "REFUSAL_ABSENT"] = 5;
        values[valuesById[6] = "REFUSAL_OUTDATED"] = 6;
        return values;
    })();

    kadkit.Refused = (function() {

        /**
         * Properties of a Refused.
         * @typedef {Object} kadkit.Refused.$Properties
         * @property {kadkit.Refusal|null} [refusal] Refused refusal
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Refused.
         * @memberof kadkit
         * @interface IRefused
         * @augments kadkit.Refused.$Properties
         * @deprecated Use kadkit.Refused.$Properties instead.
         */

        /**
         * Shape of a Refused.
         * @typedef {kadkit.Refused.$Properties} kadkit.Refused.$Shape
         */

        /**
         * Constructs a new Refused.
         * @memberof kadkit
         * @classdesc Represents a Refused.
         * @constructor
         * @param {kadkit.Refused.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Refused = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Refused refusal.
         * @member {kadkit.Refusal} refusal
         * @memberof kadkit.Refused
         * @instance
         */
        Refused.prototype.refusal = 0;

        /**
         * Encodes the specified Refused message. Does not implicitly {@link kadkit.Refused.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Refused
         * @static
         * @param {kadkit.Refused.$Properties} message Refused message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Refused.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal") && message.refusal !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.refusal);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Refused message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Refused
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Refused & kadkit.Refused.$Shape} Refused
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Refused.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Refused();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.refusal = value;
                        else
                            delete message.refusal;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Refused;
    })();

    kadkit.Held = (function() {

        /**
         * Properties of a Held.
         * @typedef {Object} kadkit.Held.$Properties
         * @property {number|null} [valueBytes] Held valueBytes
         * @property {number|null} [ttlSeconds] Held ttlSeconds
         * @property {Uint8Array|null} [publisher] Held publisher
         * @property {number|null} [version] Held version
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Held.
         * @memberof kadkit
         * @interface IHeld
         * @augments kadkit.Held.$Properties
         * @deprecated Use kadkit.Held.$Properties instead.
         */

        /**
         * Shape of a Held.
         * @typedef {kadkit.Held.$Properties} kadkit.Held.$Shape
         */

        /**
         * Constructs a new Held.
         * @memberof kadkit
         * @classdesc Represents a Held.
         * @constructor
         * @param {kadkit.Held.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Held = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Held valueBytes.
         * @member {number} valueBytes
         * @memberof kadkit.Held
         * @instance
         */
        Held.prototype.valueBytes = 0;

        /**
         * Held ttlSeconds.
         * @member {number} ttlSeconds
         * @memberof kadkit.Held
         * @instance
         */
        Held.prototype.ttlSeconds = 0;

        /**
         * Held publisher.
         * @member {Uint8Array} publisher
         * @memberof kadkit.Held
         * @instance
         */
        Held.prototype.publisher = $util.newBuffer([]);

        /**
         * Held version.
         * @member {number} version
         * @memberof kadkit.Held
         * @instance
         */
        Held.prototype.version = 0;

        /**
         * Encodes the specified Held message. Does not implicitly {@link kadkit.Held.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Held
         * @static
         * @param {kadkit.Held.$Properties} message Held message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Held.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.valueBytes != null && $Object.hasOwnProperty.call(message, "valueBytes") && message.valueBytes !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.valueBytes);
            if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds") && message.ttlSeconds !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.ttlSeconds);
            if (message.publisher != null && $Object.hasOwnProperty.call(message, "publisher") && message.publisher.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.publisher);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && !$Object.is(message.version, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Held message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Held
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Held & kadkit.Held.$Shape} Held
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Held.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Held();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.valueBytes = value;
                        else
                            delete message.valueBytes;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.ttlSeconds = value;
                        else
                            delete message.ttlSeconds;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.publisher = value;
                        else
                            delete message.publisher;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Held;
    })();

    kadkit.Record = (function() {

        /**
         * Properties of a Record.
         * @typedef {Object} kadkit.Record.$Properties
         * @property {Uint8Array|null} [key] Record key
         * @property {Uint8Array|null} [value] Record value
         * @property {number|null} [expiresAtMs] Record expiresAtMs
         * @property {boolean|null} [cached] Record cached
         * @property {Uint8Array|null} [publisher] Record publisher
         * @property {number|null} [version] Record version
         * @property {number|null} [publishedAtMs] Record publishedAtMs
         * @property {string|null} [source] Record source
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Record.
         * @memberof kadkit
         * @interface IRecord
         * @augments kadkit.Record.$Properties
         * @deprecated Use kadkit.Record.$Properties instead.
         */

        /**
         * Shape of a Record.
         * @typedef {kadkit.Record.$Properties} kadkit.Record.$Shape
         */

        /**
         * Constructs a new Record.
         * @memberof kadkit
         * @classdesc Represents a Record.
         * @constructor
         * @param {kadkit.Record.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Record = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Record key.
         * @member {Uint8Array} key
         * @memberof kadkit.Record
         * @instance
         */
        Record.prototype.key = $util.newBuffer([]);

        /**
         * Record value.
         * @member {Uint8Array|null|undefined} value
         * @memberof kadkit.Record
         * @instance
         */
        Record.prototype.value = null;

        /**
         * Record expiresAtMs.
         * @member {number} expiresAtMs
         * @memberof kadkit.Record
         * @instance
         */
        Record.prototype.expiresAtMs = 0;

        /**
         * Record cached.
         * @member {boolean} cached
         * @memberof kadkit.Record
         * @instance
         */
        Record.prototype.cached = false;

        /**
         * Record publisher.
         * @member {Uint8Array} publisher
         * @memberof kadkit.Record
         * @instance
         */
        Record.prototype.publisher = $util.newBuffer([]);

        /**
         * Record version.
         * @member {number} version
         * @memberof kadkit.Record
         * @instance
         */
        Record.prototype.version = 0;

        /**
         * Record publishedAtMs.
         * @member {number} publishedAtMs
         * @memberof kadkit.Record
         * @instance
         */
        Record.prototype.publishedAtMs = 0;

        /**
         * Record source.
         * @member {string} source
         * @memberof kadkit.Record
         * @instance
         */
        Record.prototype.source = "";

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Record.prototype, "_value", {
            get: $util.oneOfGetter($oneOfFields = ["value"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Record message. Does not implicitly {@link kadkit.Record.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Record
         * @static
         * @param {kadkit.Record.$Properties} message Record message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Record.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
            if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && !$Object.is(message.expiresAtMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.expiresAtMs);
            if (message.cached != null && $Object.hasOwnProperty.call(message, "cached") && message.cached !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.cached);
            if (message.publisher != null && $Object.hasOwnProperty.call(message, "publisher") && message.publisher.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.publisher);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && !$Object.is(message.version, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.version);
            if (message.publishedAtMs != null && $Object.hasOwnProperty.call(message, "publishedAtMs") && !$Object.is(message.publishedAtMs, 0))
                writer.uint32(/* id 7, wireType 1 =*/57).double(message.publishedAtMs);
            if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== "")
                writer.uint32(/* id 8, wireType 2 =*/66).string(message.source);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Record message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Record
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Record & kadkit.Record.$Shape} Record
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Record.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Record();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.value = reader.bytes();
                        message._value = "value";
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.expiresAtMs = value;
                        else
                            delete message.expiresAtMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.cached = value;
                        else
                            delete message.cached;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.publisher = value;
                        else
                            delete message.publisher;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 7: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.publishedAtMs = value;
                        else
                            delete message.publishedAtMs;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.source = value;
                        else
                            delete message.source;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Record;
    })();

    kadkit.State = (function() {

        /**
         * Properties of a State.
         * @typedef {Object} kadkit.State.$Properties
         * @property {Uint8Array|null} [key] State key
         * @property {number|null} [atMs] State atMs
         * @property {number|null} [wallMs] State wallMs
         * @property {Array.<kadkit.Known.$Properties>|null} [contacts] State contacts
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a State.
         * @memberof kadkit
         * @interface IState
         * @augments kadkit.State.$Properties
         * @deprecated Use kadkit.State.$Properties instead.
         */

        /**
         * Shape of a State.
         * @typedef {kadkit.State.$Properties} kadkit.State.$Shape
         */

        /**
         * Constructs a new State.
         * @memberof kadkit
         * @classdesc Represents a State.
         * @constructor
         * @param {kadkit.State.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const State = function (properties) {
            this.contacts = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * State key.
         * @member {Uint8Array} key
         * @memberof kadkit.State
         * @instance
         */
        State.prototype.key = $util.newBuffer([]);

        /**
         * State atMs.
         * @member {number} atMs
         * @memberof kadkit.State
         * @instance
         */
        State.prototype.atMs = 0;

        /**
         * State wallMs.
         * @member {number} wallMs
         * @memberof kadkit.State
         * @instance
         */
        State.prototype.wallMs = 0;

        /**
         * State contacts.
         * @member {Array.<kadkit.Known.$Properties>} contacts
         * @memberof kadkit.State
         * @instance
         */
        State.prototype.contacts = $util.emptyArray;

        /**
         * Encodes the specified State message. Does not implicitly {@link kadkit.State.verify|verify} messages.
         * @function encode
         * @memberof kadkit.State
         * @static
         * @param {kadkit.State.$Properties} message State message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        State.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.atMs);
            if (message.wallMs != null && $Object.hasOwnProperty.call(message, "wallMs") && !$Object.is(message.wallMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.wallMs);
            if (message.contacts != null && message.contacts.length)
                for (let i = 0; i < message.contacts.length; ++i)
                    $root.kadkit.Known.encode(message.contacts[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a State message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.State
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.State & kadkit.State.$Shape} State
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        State.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.State();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.wallMs = value;
                        else
                            delete message.wallMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.contacts && message.contacts.length))
                            message.contacts = [];
                        message.contacts.push($root.kadkit.Known.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return State;
    })();

    kadkit.Known = (function() {

        /**
         * Properties of a Known.
         * @typedef {Object} kadkit.Known.$Properties
         * @property {Uint8Array|null} [key] Known key
         * @property {string|null} [address] Known address
         * @property {number|null} [seenAtMs] Known seenAtMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Known.
         * @memberof kadkit
         * @interface IKnown
         * @augments kadkit.Known.$Properties
         * @deprecated Use kadkit.Known.$Properties instead.
         */

        /**
         * Shape of a Known.
         * @typedef {kadkit.Known.$Properties} kadkit.Known.$Shape
         */

        /**
         * Constructs a new Known.
         * @memberof kadkit
         * @classdesc Represents a Known.
         * @constructor
         * @param {kadkit.Known.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Known = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Known key.
         * @member {Uint8Array} key
         * @memberof kadkit.Known
         * @instance
         */
        Known.prototype.key = $util.newBuffer([]);

        /**
         * Known address.
         * @member {string} address
         * @memberof kadkit.Known
         * @instance
         */
        Known.prototype.address = "";

        /**
         * Known seenAtMs.
         * @member {number} seenAtMs
         * @memberof kadkit.Known
         * @instance
         */
        Known.prototype.seenAtMs = 0;

        /**
         * Encodes the specified Known message. Does not implicitly {@link kadkit.Known.verify|verify} messages.
         * @function encode
         * @memberof kadkit.Known
         * @static
         * @param {kadkit.Known.$Properties} message Known message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Known.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.address);
            if (message.seenAtMs != null && $Object.hasOwnProperty.call(message, "seenAtMs") && !$Object.is(message.seenAtMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.seenAtMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Known message from the specified reader or buffer.
         * @function decode
         * @memberof kadkit.Known
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {kadkit.Known & kadkit.Known.$Shape} Known
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Known.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.kadkit.Known();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.address = value;
                        else
                            delete message.address;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.seenAtMs = value;
                        else
                            delete message.seenAtMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Known;
    })();

    return kadkit;
})();

export {
  $root as default
};
